/**
 * The tables of D1 for Drizzle. The migrations are written by hand and are what counts; a test compares the two.
 * Members and sign-in keep better-auth's field names as keys (`userId`), our words as columns (`member`).
 */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { ClosedBy, Control } from '#protocol/entry';
import type { Role, SoundChoice } from '#protocol/member';
import type { Device } from '#protocol/visit';

// members and sign-in

export const members = sqliteTable(
  'members',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
    image: text('image'),
    agentName: text('agent_name').notNull(),
    sound: text('sound').$type<SoundChoice>().notNull().default('every-message'),
    twoFactorEnabled: integer('two_factor_enabled', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [uniqueIndex('members_by_email').on(table.email)],
);

export const workspace = sqliteTable('workspace', {
  id: integer('id').primaryKey(),
  owner: text('owner')
    .notNull()
    .unique()
    .references(() => members.id),
  createdAt: integer('created_at').notNull(),
});

export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull(),
    userId: text('member')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [uniqueIndex('sessions_by_token').on(table.token), index('sessions_of_member').on(table.userId)],
);

export const accounts = sqliteTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('member')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: integer('access_token_expires_at', { mode: 'timestamp_ms' }),
    refreshTokenExpiresAt: integer('refresh_token_expires_at', { mode: 'timestamp_ms' }),
    scope: text('scope'),
    password: text('password'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('accounts_of_member').on(table.userId)],
);

export const verifications = sqliteTable(
  'verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
    // Of a trusted device alone, and unknown to better-auth; see trusted-devices.ts.
    userAgent: text('user_agent'),
    device: text('device'),
    trustedAt: integer('trusted_at', { mode: 'timestamp_ms' }),
  },
  (table) => [index('verifications_by_identifier').on(table.identifier)],
);

export const twoFactors = sqliteTable(
  'two_factors',
  {
    id: text('id').primaryKey(),
    userId: text('member')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    verified: integer('verified', { mode: 'boolean' }).notNull().default(true),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: integer('locked_until', { mode: 'timestamp_ms' }),
  },
  (table) => [index('two_factors_of_member').on(table.userId)],
);

export const signInFailures = sqliteTable('sign_in_failures', {
  subject: text('subject').primaryKey(),
  failures: integer('failures').notNull(),
  since: integer('since').notNull(),
});

// sites and roles

export const sites = sqliteTable('sites', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  origins: text('origins', { mode: 'json' }).$type<string[]>().notNull(),
  createdAt: integer('created_at').notNull(),
  deletedAt: integer('deleted_at'),
  updatedSeq: integer('updated_seq').notNull(),
});

export const roles = sqliteTable(
  'roles',
  {
    member: text('member')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    site: text('site').notNull(),
    role: text('role').$type<Role>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.member, table.site] })],
);

export const invitations = sqliteTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    tokenHash: text('token_hash').notNull(),
    email: text('email').notNull(),
    roles: text('roles', { mode: 'json' }).$type<Record<string, Role>>().notNull(),
    inviter: text('inviter')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    acceptedAt: integer('accepted_at'),
  },
  (table) => [uniqueIndex('invitations_by_token_hash').on(table.tokenHash)],
);

// history, written by src/history/archive.ts alone

export const conversations = sqliteTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    site: text('site').notNull(),
    visitor: text('visitor').notNull(),
    visit: text('visit').notNull(),
    control: text('control').$type<Control>().notNull(),
    holder: text('holder'),
    startedAt: integer('started_at').notNull(),
    closedAt: integer('closed_at'),
    closedBy: text('closed_by').$type<ClosedBy>(),
    messages: integer('messages').notNull(),
    country: text('country'),
    device: text('device').$type<Device>().notNull(),
    pageTitle: text('page_title').notNull(),
    pageUrl: text('page_url').notNull(),
    updatedSeq: integer('updated_seq').notNull(),
  },
  (table) => [index('conversations_of_site').on(table.site, table.startedAt)],
);

export const transcripts = sqliteTable(
  'transcripts',
  {
    id: integer('id').primaryKey(),
    conversation: text('conversation').notNull(),
    site: text('site').notNull(),
    closedAt: integer('closed_at').notNull(),
    entries: text('entries', { mode: 'json' }).$type<object[]>().notNull(),
    text: text('text').notNull(),
    updatedSeq: integer('updated_seq').notNull(),
  },
  (table) => [uniqueIndex('transcripts_by_conversation').on(table.conversation)],
);

export const visitors = sqliteTable(
  'visitors',
  {
    site: text('site').notNull(),
    id: text('id').notNull(),
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    country: text('country'),
    device: text('device').$type<Device>().notNull(),
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
    visits: integer('visits').notNull(),
    chats: integer('chats').notNull(),
    updatedSeq: integer('updated_seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.site, table.id] })],
);

export const visits = sqliteTable(
  'visits',
  {
    site: text('site').notNull(),
    visitor: text('visitor').notNull(),
    startedAt: integer('started_at').notNull(),
    id: text('id').notNull(),
    endedAt: integer('ended_at'),
    country: text('country'),
    device: text('device').$type<Device>().notNull(),
    browser: text('browser'),
    os: text('os'),
    pageTitle: text('page_title').notNull(),
    pageUrl: text('page_url').notNull(),
    updatedSeq: integer('updated_seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.site, table.visitor, table.startedAt, table.id] })],
);

export const audit = sqliteTable(
  'audit',
  {
    id: text('id').primaryKey(),
    site: text('site').notNull(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    updatedSeq: integer('updated_seq').notNull(),
  },
  (table) => [index('audit_of_site').on(table.site, table.at)],
);
