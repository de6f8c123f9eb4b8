/** The words of signing in, setting up and accepting an invitation. They come with these pages. */
import { translator } from '@solid-primitives/i18n';
import { english } from '../words.ts';

const signInWords = {
  'sign-in.title': 'Sign in',
  'sign-in.email': 'E-mail',
  'sign-in.password': 'Password',
  'sign-in.password.show': 'Show password',
  'sign-in.password.hide': 'Hide password',
  'sign-in.submit': 'Sign in',
  'sign-in.ended': 'You are signed out: your sign-in ended or was revoked. Sign in again to go on where you were.',
  'sign-in.no-owner': 'This workspace has no owner yet.',
  'sign-in.no-owner.link': 'Set it up',
  'sign-in.forgotten': 'Forgot your password? The owner can remove you and invite you again.',
  'sign-in.too-many': (left: string) => `Too many tries. You can try again in ${left}.`,
  'sign-in.try-now': 'You can try again now.',
  'sign-in.code.title': 'Enter your code',
  'sign-in.code.text': 'Open your authenticator app and type the six digits it shows for Edgewise.',
  'sign-in.code.label': 'Code',
  'sign-in.code.trust': 'Don’t ask on this device for 30 days',
  'sign-in.code.submit': 'Go on',
  'sign-in.code.use-backup': 'Use a backup code',
  'sign-in.code.use-app': 'Use the authenticator app',
  'sign-in.code.back': 'Back to password',
  'sign-in.backup.title': 'Enter a backup code',
  'sign-in.backup.text': 'One of the codes you kept when you switched on two-step sign-in. Each works once.',
  'sign-in.backup.label': 'Backup code',

  'password.short': (min: number) => `At least ${min} characters. Longer is better than complicated.`,
  'password.weak': 'Easy to guess. Add a few words that only you would put together.',
  'password.fair': 'Good. A little longer is safer still.',
  'password.strong': 'Strong.',

  'setup.title': 'Set up Edgewise',
  'setup.text': 'You become the owner of this workspace: you add sites and invite the others.',
  'setup.code': 'Set-up code',
  'setup.code.text': 'The deployment printed it. Its link fills it in by itself.',
  'setup.name': 'Your name',
  'setup.submit': 'Create the workspace',
  'setup.closed.title': 'Already set up',
  'setup.closed.text': 'This workspace has an owner. Sign in, or ask the owner for an invitation.',
  'setup.checking': 'Looking whether this workspace is free…',

  'invitation.title': 'Join the team',
  'invitation.text': (email: string) => `You were invited as ${email}.`,
  'invitation.sites': (sites: string) => `You will answer chats on ${sites}.`,
  'invitation.name': 'Your name',
  'invitation.password': 'Choose a password',
  'invitation.submit': 'Join',
  'invitation.checking': 'Reading your invitation…',
  'invitation.gone.title': 'This invitation no longer works',
  'invitation.gone.text':
    'It was used already, withdrawn, or is too old. Ask the person who invited you for a new link. If you joined before, sign in.',
  'invitation.other.title': (name: string) => `You are signed in as ${name}`,
  'invitation.other.text': (email: string) =>
    `This invitation is for ${email}. To accept it in this browser, sign out first.`,
  'invitation.other.sign-out': 'Sign out and continue',
  'invitation.other.stay': (name: string) => `Stay signed in as ${name}`,
  'invitation.none.title': 'The link is not complete',
  'invitation.none.text': 'Open the whole link you were sent. The part after # belongs to it.',

  'auth.to-sign-in': 'Go to sign-in',
  'auth.retry': 'Try again',
  'auth.failed.title': 'The server didn’t answer',
} as const;

const words = { ...english, ...signInWords };

export const t = translator(() => words);
