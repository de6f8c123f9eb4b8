/** The end of every header: agent name and sounds of the current site, theme, the member's menu. */
import { useNavigate } from '@solidjs/router';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import LogOut from 'lucide-solid/icons/log-out';
import Monitor from 'lucide-solid/icons/monitor';
import Moon from 'lucide-solid/icons/moon';
import Sun from 'lucide-solid/icons/sun';
import UserRound from 'lucide-solid/icons/user-round';
import { type JSX, Show } from 'solid-js';
import type { Me } from '#protocol/member';
import { isPhone } from '../../kit/media.ts';
import { setTheme, type Theme, theme } from '../../kit/theme.ts';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { IconButton } from '../../kit/ui/button.tsx';
import { Menu, MenuChoices, MenuItem, MenuNote, MenuSeparator } from '../../kit/ui/menu.tsx';
import { toast } from '../../kit/ui/toast.tsx';
import { STATUS_TONES, statusWord, useOwnCard } from '../availability/own-status.ts';
import { StatusItems } from '../availability/status-items.tsx';
import { useDesk } from '../desk-context.tsx';
import { roleOn, useMe, useSignOut } from '../session.tsx';
import { t } from '../words.ts';
import { AgentName } from './agent-name.tsx';
import styles from './header-toolbar.module.css';
import { SoundMenu } from './sound-menu.tsx';

const THEME_OPTIONS = [
  { value: 'system', label: t('frame.theme.system'), icon: Monitor },
  { value: 'light', label: t('frame.theme.light'), icon: Sun },
  { value: 'dark', label: t('frame.theme.dark'), icon: Moon },
] as const;

export function HeaderToolbar(props: { site: string | undefined }): JSX.Element {
  return (
    <>
      <Show when={props.site}>
        <AgentName />
        <SoundMenu />
      </Show>
      <Show when={!isPhone()}>
        <Show when={props.site}>
          <span class={styles.line} />
        </Show>
        <ThemeMenu />
      </Show>
      <MemberMenu site={props.site} />
    </>
  );
}

function ThemeMenu(): JSX.Element {
  const now = () => THEME_OPTIONS.find((option) => option.value === theme()) ?? THEME_OPTIONS[0];
  return (
    <Menu
      trigger={(trigger) => <IconButton {...trigger} label={t('frame.theme.now', now().label)} icon={now().icon} />}
    >
      <ThemeChoices />
    </Menu>
  );
}

function ThemeChoices(): JSX.Element {
  return <MenuChoices<Theme> label={t('frame.theme')} value={theme()} onValue={setTheme} options={THEME_OPTIONS} />;
}

function MemberMenu(props: { site: string | undefined }): JSX.Element {
  const me = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const desk = useDesk();
  const card = useOwnCard(desk);
  const tone = () => (card() === undefined ? undefined : STATUS_TONES[card()!.status]);

  async function leave(): Promise<void> {
    try {
      await signOut();
    } catch {
      toast({ text: t('frame.sign-out.failed'), tone: 'trouble' });
    }
  }

  return (
    <Menu
      data-testid="member.menu"
      trigger={(trigger) => (
        <button {...trigger} type="button" class={styles.member} data-testid="member.open">
          {/* As colleagues see it beside one's messages and in their lists. */}
          <Avatar name={me().agentName} kind="agent" status={tone()} />
          <span class={styles.texts}>
            <b class={styles.name}>{me().name}</b>
            <Show when={card()} fallback={<small class={styles.role}>{roleText(me(), props.site)}</small>}>
              {(own) => (
                <small class={styles.role} data-tone={tone()} data-testid="member.status">
                  {statusWord(own())}
                </small>
              )}
            </Show>
          </span>
          <span class={styles.hidden}>{t('frame.menu')}</span>
          <ChevronDown size={14} class={styles.chevron ?? ''} aria-hidden="true" />
        </button>
      )}
    >
      <MenuNote>
        {me().email}
        <br />
        {roleText(me(), props.site)}
      </MenuNote>
      <Show when={card()}>
        {(own) => (
          <>
            <StatusItems desk={desk()!} card={own()} />
            <MenuSeparator />
          </>
        )}
      </Show>
      <MenuItem icon={UserRound} onSelect={() => navigate('/account')} data-testid="member.account">
        {t('frame.account')}
      </MenuItem>
      <Show when={isPhone()}>
        <MenuSeparator />
        <ThemeChoices />
      </Show>
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={() => void leave()} data-testid="member.sign-out">
        {t('frame.sign-out')}
      </MenuItem>
    </Menu>
  );
}

function roleText(me: Me, site: string | undefined): string {
  if (me.owner) return t('frame.role.owner');
  const role = site === undefined ? null : roleOn(me, site);
  return role === null ? t('frame.role.none') : t(`frame.role.${role}`);
}
