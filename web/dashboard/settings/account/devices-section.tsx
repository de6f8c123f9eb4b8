/** Where one isn't asked for the second step: each device with since when and until when; having one asked again, or all. */
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { TrustedDevice } from '#protocol/member';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, asApiError, keys } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import { When } from '../parts/when.tsx';
import styles from './device-row.module.css';
import { DeviceRow, deviceName } from './device-row.tsx';

/** Shown only while there is a second step: without one there are no such devices. */
export function DevicesSection(): JSX.Element {
  const me = useMe();
  return (
    <Show when={me().twoFactor}>
      <Devices />
    </Show>
  );
}

function Devices(): JSX.Element {
  const client = useQueryClient();
  const devices = useQuery(() => ({ queryKey: keys.devices, queryFn: api.me.devices }));
  const [asking, setAsking] = createSignal(false);
  const [error, setError] = createSignal<string>();

  async function removeAll(): Promise<boolean> {
    setError(undefined);
    try {
      await api.me.removeDevices();
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
      return false;
    }
    await client.invalidateQueries({ queryKey: keys.devices });
    toast({ tone: 'good', text: t('devices.all.done') });
    return true;
  }

  return (
    <Section title={t('devices.title')} description={t('devices.text')}>
      <Loaded query={devices}>
        {(list) => (
          <Show when={list().length > 0} fallback={<p class={styles.details}>{t('devices.none')}</p>}>
            <ul data-testid="devices">
              <For each={list()}>{(device) => <Row device={device} />}</For>
            </ul>
            <Show when={list().length > 1}>
              <div>
                <Button variant="danger" onClick={() => setAsking(true)} data-testid="devices.all">
                  {t('devices.all')}
                </Button>
              </div>
            </Show>
          </Show>
        )}
      </Loaded>
      <ConfirmDialog
        open={asking()}
        onOpenChange={(open) => {
          setAsking(open);
          setError(undefined);
        }}
        title={t('devices.all.title')}
        description={t('devices.all.text')}
        confirmLabel={t('devices.all')}
        error={error()}
        danger
        onConfirm={removeAll}
      />
    </Section>
  );
}

function Row(props: { device: TrustedDevice }): JSX.Element {
  const client = useQueryClient();
  const [busy, setBusy] = createSignal(false);

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await api.me.removeDevice(props.device.id);
      await client.invalidateQueries({ queryKey: keys.devices });
      toast({ tone: 'good', text: t('devices.removed') });
    } catch (thrown) {
      toast({ tone: 'trouble', text: refusalWords[asApiError(thrown).code] });
    } finally {
      setBusy(false);
    }
  }

  return (
    <DeviceRow
      userAgent={props.device.userAgent}
      details={
        <>
          <span>
            {t('devices.trusted')} <When at={props.device.trustedAt} />
          </span>
          <span>
            {t('devices.used')} <When at={props.device.usedAt} />
          </span>
          <span>
            {t('devices.until')} <When at={props.device.until} />
          </span>
        </>
      }
      tools={
        <>
          <Show when={props.device.current}>
            <Badge tone="online">{t('device.here')}</Badge>
          </Show>
          <Button
            size="s"
            busy={busy()}
            onClick={remove}
            aria-label={t('devices.remove.label', deviceName(props.device.userAgent))}
          >
            {t('devices.remove')}
          </Button>
        </>
      }
    />
  );
}
