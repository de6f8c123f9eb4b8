/** The backup codes, shown this once: to copy or to save as a file. Closing asks for a clear "I have kept them". */
import { type JSX, onCleanup } from 'solid-js';
import { Button, ButtonLink } from '../../../kit/ui/button.tsx';
import { CopyField } from '../../../kit/ui/copy-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { t } from '../../words.ts';

export function BackupCodesDialog(props: { codes: readonly string[]; onClose: () => void }): JSX.Element {
  const text = () => props.codes.join('\n');
  const file = URL.createObjectURL(new Blob([`${text()}\n`], { type: 'text/plain' }));
  onCleanup(() => URL.revokeObjectURL(file));
  return (
    <Dialog
      open
      // Neither Escape nor a press outside: they would be gone.
      onOpenChange={() => {}}
      title={t('two-factor.codes.title')}
      description={t('two-factor.codes.text')}
      data-testid="backup-codes"
      footer={
        <>
          <ButtonLink href={file} download="edgewise-backup-codes.txt">
            {t('two-factor.codes.save')}
          </ButtonLink>
          <Button variant="primary" onClick={() => props.onClose()}>
            {t('two-factor.codes.done')}
          </Button>
        </>
      }
    >
      <CopyField label={t('two-factor.codes.label')} text={text()} code />
    </Dialog>
  );
}
