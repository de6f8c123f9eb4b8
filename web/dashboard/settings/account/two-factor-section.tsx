/** The second step of signing in: on or off, switching it, and new backup codes. */
import { useQueryClient } from '@tanstack/solid-query';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { createSignal, type JSX, Show } from 'solid-js';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, keys } from '../../api.ts';
import { useMe } from '../../session.tsx';
import { t } from '../../words/settings.ts';
import formStyles from '../parts/form.module.css';
import { BackupCodesDialog } from './backup-codes-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { ScanDialog } from './scan-dialog.tsx';

type Step =
  | { kind: 'none' }
  | { kind: 'enable' | 'disable' | 'new-codes' }
  | { kind: 'scan'; uri: string; codes: string[] }
  | { kind: 'codes'; codes: string[] };

export function TwoFactorSection(): JSX.Element {
  const me = useMe();
  const client = useQueryClient();
  const [step, setStep] = createSignal<Step>({ kind: 'none' });
  const close = () => setStep({ kind: 'none' });
  const is = <K extends Step['kind']>(kind: K) => {
    const now = step();
    return now.kind === kind ? (now as Extract<Step, { kind: K }>) : undefined;
  };
  /** Switching it begins a new session in place of this one. */
  const refresh = () => Promise.all([keys.me, keys.sessions].map((queryKey) => client.invalidateQueries({ queryKey })));

  return (
    <Section
      title={t('two-factor.title')}
      description={t('two-factor.text')}
      tools={
        <span class={formStyles.whole}>
          <Badge tone={me().twoFactor ? 'online' : 'closed'} icon={me().twoFactor ? ShieldCheck : undefined}>
            {me().twoFactor ? t('two-factor.on') : t('two-factor.off')}
          </Badge>
        </span>
      }
    >
      <div class={formStyles.actions}>
        <Show
          when={me().twoFactor}
          fallback={
            <Button onClick={() => setStep({ kind: 'enable' })} data-testid="two-factor.start">
              {t('two-factor.start')}
            </Button>
          }
        >
          <Button onClick={() => setStep({ kind: 'new-codes' })}>{t('two-factor.new-codes')}</Button>
          <Button variant="danger" onClick={() => setStep({ kind: 'disable' })}>
            {t('two-factor.stop')}
          </Button>
        </Show>
      </div>

      <Show when={is('enable')}>
        <PasswordDialog
          title={t('two-factor.password.title')}
          submit={t('two-factor.password.submit')}
          onClose={close}
          onPassword={async (password) => {
            const { totpURI, backupCodes } = await api.auth.twoFactor.enable(password);
            setStep({ kind: 'scan', uri: totpURI, codes: backupCodes });
          }}
        />
      </Show>
      <Show when={is('scan')}>
        {(scan) => (
          <ScanDialog
            uri={scan().uri}
            onClose={close}
            onVerified={async () => {
              setStep({ kind: 'codes', codes: scan().codes });
              toast({ tone: 'good', text: t('two-factor.started') });
              await refresh();
            }}
          />
        )}
      </Show>
      <Show when={is('codes')}>{(codes) => <BackupCodesDialog codes={codes().codes} onClose={close} />}</Show>
      <Show when={is('new-codes')}>
        <PasswordDialog
          title={t('two-factor.password.title')}
          submit={t('two-factor.new-codes')}
          onClose={close}
          onPassword={async (password) => {
            const { backupCodes } = await api.auth.twoFactor.newBackupCodes(password);
            setStep({ kind: 'codes', codes: backupCodes });
          }}
        />
      </Show>
      <Show when={is('disable')}>
        <PasswordDialog
          title={t('two-factor.stop.title')}
          text={t('two-factor.stop.text')}
          submit={t('two-factor.stop')}
          danger
          onClose={close}
          onPassword={async (password) => {
            await api.auth.twoFactor.disable(password);
            close();
            toast({ text: t('two-factor.stopped') });
            await refresh();
          }}
        />
      </Show>
    </Section>
  );
}
