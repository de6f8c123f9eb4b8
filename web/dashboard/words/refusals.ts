/**
 * Every refusal in words: what happened and what to do now. Exhaustive by type, so a new code of the
 * protocol doesn't compile until it has words.
 */
import type { ApiCode } from '../api.ts';

export const refusalWords = {
  'frame.malformed': 'This page and the server don’t understand each other. Reload the page.',
  'frame.too-big': 'That is too long to send. Shorten it and try again.',
  'body.malformed': 'The server could not use what was sent. Check the fields, or reload the page.',
  'body.too-big': 'That is too long to save. Shorten it and try again.',
  'message.empty': 'Write something first.',
  'message.too-long': 'At most 1,000 characters fit in one message.',
  'cid.reused': 'This was already sent. Reload the page to see it.',
  'schedule.overlaps': 'Two blocks of this schedule overlap. Change one of them and save again.',
  'sign-in.needed': 'You are signed out. Sign in again to go on.',
  'sign-in.failed': 'E-mail or password is wrong.',
  'token.invalid': 'This link no longer works. Ask for a new one.',
  'ticket.invalid': 'The connection took too long to start. Try again.',
  'origin.refused': 'This request came from another address. Open the dashboard at its own address and try again.',
  'role.refused': 'Your role on this site doesn’t allow that. Ask an admin.',
  'rate.limited': 'Too many tries. Wait a moment and try again.',
  'route.unknown': 'The server doesn’t know this request. Reload the page.',
  'site.unknown': 'This site doesn’t exist, or you have no role on it.',
  'conversation.unknown': 'This conversation doesn’t exist.',
  'conversation.closed': 'This conversation is closed.',
  'conversation.taken': 'Another agent has this conversation.',
  'conversation.not-held': 'You don’t hold this conversation. Take it over first.',
  'conversation.none': 'There is no conversation yet.',
  'article.unknown': 'This article doesn’t exist any more.',
  'member.unknown': 'This member doesn’t exist any more.',
  'member.last-owner': 'The workspace needs an owner, so this member stays.',
  'email.taken': 'A member with this e-mail exists already.',
  'invitation.invalid': 'This invitation was used, withdrawn or has expired. Ask for a new one.',
  'setup.closed': 'This workspace has an owner already. Sign in instead.',
  'setup.code-wrong': 'This set-up code is wrong. Open the link that the deployment printed.',
  internal: 'Something went wrong on our side. Try again in a moment.',
  overloaded: 'The server is very busy. Try again in a moment.',
  'network.failed': 'No connection to the server. Check your network and try again.',
  'password.wrong': 'That is not your current password.',
  'two-factor.code-wrong': 'This code is wrong or no longer valid. Try the newest one.',
  'two-factor.expired': 'That took too long. Enter your password again.',
  'two-factor.locked': 'Too many wrong codes. Wait a few minutes and try again.',
} satisfies Record<ApiCode, string>;
