/** Where one isn't asked for the second step: each device with since when and until when; having one asked again, or all. */
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { TrustedDevice } from '#protocol/member';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { api, keys } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/settings.ts';
import { When } from '../parts/when.tsx';
import styles from './device-row.module.css';
import { DeviceRow, deviceName } from './device-row.tsx';
import { EndAllDialog } from './end-all-dialog.tsx';
import { EndButton } from './end-button.tsx';

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
  const devices = useQuery(() => ({ queryKey: keys.devices, queryFn: api.me.devices }));
  const [asking, setAsking] = createSignal(false);

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
      <EndAllDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t('devices.all.title')}
        description={t('devices.all.text')}
        confirmLabel={t('devices.all')}
        done={t('devices.all.done')}
        list={keys.devices}
        onEnd={api.me.removeDevices}
      />
    </Section>
  );
}

function Row(props: { device: TrustedDevice }): JSX.Element {
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
          <EndButton
            label={t('devices.remove.label', deviceName(props.device.userAgent))}
            done={t('devices.removed')}
            list={keys.devices}
            onEnd={() => api.me.removeDevice(props.device.id)}
          >
            {t('devices.remove')}
          </EndButton>
        </>
      }
    />
  );
}
