/** Connecting the authenticator app: a QR code drawn here, the key to type, a link for an app on this device; then a code. */
import { createMemo, createUniqueId, type JSX, Show } from 'solid-js';
import * as z from 'zod';
import { Button } from '../../../kit/ui/button.tsx';
import { CopyField } from '../../../kit/ui/copy-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import { createForm } from '../form.ts';
import { focusFirst } from '../parts/focus.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { QrImage } from './qr-image.tsx';
import styles from './scan-dialog.module.css';

const DIGITS = 6;
const codeSchema = z.object({ code: z.string().length(DIGITS) });

export function ScanDialog(props: { uri: string; onClose: () => void; onVerified: () => void }): JSX.Element {
  const formId = createUniqueId();
  /** In fours, as people read and type it. */
  const secret = createMemo(() =>
    URL.parse(props.uri)
      ?.searchParams.get('secret')
      ?.replace(/(.{4})(?=.)/g, '$1 '),
  );
  const form = createForm({
    initial: () => ({ code: '' }),
    schema: codeSchema,
    refusalOf: { 'two-factor.code-wrong': 'code' },
    save: ({ code }) => api.auth.twoFactor.verify({ code }),
    onSaved: () => props.onVerified(),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || props.onClose()}
      title={t('two-factor.scan.title')}
      description={t('two-factor.scan.text')}
      data-testid="two-factor.scan"
      footer={
        <>
          <Button onClick={() => props.onClose()}>{uiWords().cancel}</Button>
          <Button type="submit" form={formId} variant="primary" busy={form.saving()} data-testid="two-factor.verify">
            {t('two-factor.scan.submit')}
          </Button>
        </>
      }
    >
      <div class={styles.scan}>
        <QrImage text={props.uri} label={t('two-factor.scan.qr')} />
        <div class={styles.beside}>
          <Show when={secret()}>
            {(text) => (
              <>
                <p class={styles.quiet}>{t('two-factor.scan.secret')}</p>
                <CopyField label={t('two-factor.scan.secret')} text={text()} data-testid="two-factor.secret" />
              </>
            )}
          </Show>
          <a class={styles.link} href={props.uri}>
            {t('two-factor.scan.open')}
          </a>
        </div>
      </div>
      <form id={formId} class={formStyles.form} onSubmit={form.submit} noValidate>
        <TextField
          label={t('two-factor.scan.code')}
          class={styles.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          ref={focusFirst}
          value={form.values.code}
          onValue={(code) => form.set('code', code.replace(/\D/g, '').slice(0, DIGITS))}
          error={form.refusalAt('code') ? refusalWords['two-factor.code-wrong'] : problemWords(form.problem('code'))}
        />
        <FormError error={form.refusal()} />
      </form>
    </Dialog>
  );
}
