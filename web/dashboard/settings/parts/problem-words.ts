/** What is wrong with a field, in words. */
import { t } from '../../words/settings.ts';
import type { FieldProblem } from '../form.ts';

export function problemWords(problem: FieldProblem | undefined): string | undefined {
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'required':
      return t('form.required');
    case 'form':
      return t('form.form');
    case 'different':
      return t('form.different');
    case 'too-long':
      return t('form.too-long', problem.limit);
    case 'too-short':
      return t('form.too-short', problem.limit);
  }
}
