/** The backup codes, shown this once: to copy or to save as a file. Closing asks for a clear "I have kept them". */
import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { Button, ButtonLink } from '../../../kit/ui/button.tsx';
import { CopyField } from '../../../kit/ui/copy-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { t } from '../../words/settings.ts';
import styles from './backup-codes-dialog.module.css';

export function BackupCodesDialog(props: { codes: readonly string[]; onClose: () => void }): JSX.Element {
  const [hurried, setHurried] = createSignal(false);
  const text = () => props.codes.join('\n');
  const file = URL.createObjectURL(new Blob([`${text()}\n`], { type: 'text/plain' }));
  onCleanup(() => URL.revokeObjectURL(file));
  return (
    <Dialog
      open
      // Escape or a press outside would lose them: it only reminds.
      onOpenChange={() => setHurried(true)}
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
      <Show when={hurried()}>
        <p class={styles.remind} role="alert">
          {t('two-factor.codes.remind')}
        </p>
      </Show>
    </Dialog>
  );
}
