/** One's own account: names, look and sound, password, the second step, and where one is signed in. */
import type { JSX } from 'solid-js';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../../words/settings.ts';
import { DevicesSection } from './devices-section.tsx';
import { LookSection } from './look-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TwoFactorSection } from './two-factor-section.tsx';

export function AccountPage(): JSX.Element {
  return (
    <>
      <PageHeader title={t('account.title')} />
      <PageBody>
        <ProfileSection />
        <LookSection />
        <PasswordSection />
        <TwoFactorSection />
        <DevicesSection />
        <SessionsSection />
      </PageBody>
    </>
  );
}
