/** `npm run deploy`, played against an account that isn't there: a fake wrangler that remembers what it was asked. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ID = '11111111-2222-3333-4444-555555555555';
const ROOT = join(import.meta.dirname, '../..');

interface Account {
  signedIn?: boolean;
  databases?: { uuid: string; name: string }[];
  secrets?: string[] | 'no-worker' | 'broken';
  failing?: string;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'edgewise-deploy-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the script in front of an account, and answers with what it said and what wrangler was asked. */
function deploy(account: Account, ...args: string[]) {
  writeFileSync(join(folder, 'account.json'), JSON.stringify(account));
  writeFileSync(
    join(folder, 'wrangler'),
    `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const file = ${JSON.stringify(join(folder, 'account.json'))};
const account = JSON.parse(fs.readFileSync(file, 'utf8'));
const call = { args, config: fs.existsSync(process.env.EDGEWISE_DEPLOY_CONFIG) ? fs.readFileSync(process.env.EDGEWISE_DEPLOY_CONFIG, 'utf8') : null };
const secrets = args.indexOf('--secrets-file');
if (secrets !== -1) {
  call.secrets = JSON.parse(fs.readFileSync(args[secrets + 1], 'utf8'));
  call.mode = fs.statSync(args[secrets + 1]).mode & 0o777;
}
fs.appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify(call) + '\\n');
const line = args.join(' ');
const fail = (text) => { console.error(text); process.exit(1); };
if (account.failing && line.startsWith(account.failing)) fail('it failed');
if (line.startsWith('whoami')) account.signedIn === false ? fail('not authenticated') : console.log('{}');
else if (line.startsWith('d1 list')) console.log(JSON.stringify(account.databases ?? []));
else if (line.startsWith('d1 create')) fs.writeFileSync(file, JSON.stringify({ ...account, databases: [{ uuid: '${ID}', name: 'edgewise' }] }));
else if (line.startsWith('secret list')) {
  if (account.secrets === 'no-worker') fail('This Worker does not exist on your account. [code: 10007]');
  if (account.secrets === 'broken') fail('A request to the Cloudflare API failed. [code: 10000]');
  console.log(JSON.stringify((account.secrets ?? []).map((name) => ({ name, type: 'secret_text' }))));
} else if (line.startsWith('deploy')) console.log('Uploaded edgewise\\nDeployed edgewise triggers\\n  https://edgewise.olga.workers.dev\\nCurrent Version ID: 1');
`,
  );
  chmodSync(join(folder, 'wrangler'), 0o755);
  const ran = spawnSync(process.execPath, [join(ROOT, 'scripts/deploy.ts'), '--no-build', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      EDGEWISE_WRANGLER: join(folder, 'wrangler'),
      EDGEWISE_STATE: join(folder, 'state'),
      EDGEWISE_DEPLOY_CONFIG: join(folder, 'wrangler.deploy.toml'),
    },
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as { args: string[]; config: string | null; secrets?: Record<string, string>; mode?: number },
    );
  rmSync(join(folder, 'calls'));
  return {
    code: ran.status,
    said: ran.stdout + ran.stderr,
    calls,
    asked: calls.map(({ args }) => args.slice(0, 3).join(' ')),
  };
}

describe('npm run deploy', () => {
  it('makes the database, migrates, and uploads with both secrets, in that order', () => {
    const { code, calls, asked, said } = deploy({ secrets: 'no-worker' });
    expect(code).toBe(0);
    expect(asked).toEqual([
      'whoami --json',
      'd1 list --json',
      'd1 create edgewise',
      'd1 list --json',
      'd1 migrations apply',
      'secret list --format',
      `deploy -c ${join(folder, 'wrangler.deploy.toml')}`,
    ]);
    expect(calls[4]?.args).toContain('--remote');
    expect(calls[4]?.config).toContain(`database_id = "${ID}"`);
    const upload = calls.at(-1);
    expect(Object.keys(upload?.secrets ?? {})).toEqual(['AUTH_SECRET', 'SETUP_CODE']);
    expect(upload?.secrets?.AUTH_SECRET?.length).toBeGreaterThanOrEqual(43);
    expect(upload?.mode).toBe(0o600);
    expect(said).toContain(`https://edgewise.olga.workers.dev/setup#${upload?.secrets?.SETUP_CODE}`);
    expect(said).not.toContain(upload?.secrets?.AUTH_SECRET);
  });

  it('changes nothing that is there when run again', () => {
    const there = { databases: [{ uuid: ID, name: 'edgewise' }], secrets: ['AUTH_SECRET', 'SETUP_CODE'] };
    const { code, calls, asked, said } = deploy(there);
    expect(code).toBe(0);
    expect(asked).not.toContain('d1 create edgewise');
    expect(calls.at(-1)?.secrets).toBeUndefined();
    expect(said).not.toContain('/setup#');
  });

  it('sets only the secret that is missing', () => {
    const { calls } = deploy({ databases: [{ uuid: ID, name: 'edgewise' }], secrets: ['AUTH_SECRET'] });
    expect(Object.keys(calls.at(-1)?.secrets ?? {})).toEqual(['SETUP_CODE']);
  });

  it('makes another set-up code when asked to, and leaves the other secret alone', () => {
    const there = { databases: [{ uuid: ID, name: 'edgewise' }], secrets: ['AUTH_SECRET', 'SETUP_CODE'] };
    const { calls, said } = deploy(there, '--new-setup-code');
    expect(Object.keys(calls.at(-1)?.secrets ?? {})).toEqual(['SETUP_CODE']);
    expect(said).toContain('/setup#');
  });

  it('takes the database by its name and no other', () => {
    const other = { uuid: '99999999-2222-3333-4444-555555555555', name: 'edgewise-old' };
    const { calls } = deploy({ databases: [other, { uuid: ID, name: 'edgewise' }], secrets: [] });
    expect(calls.at(-1)?.config).toContain(ID);
  });

  for (const [title, account, last] of [
    ['nobody is signed in', { signedIn: false }, 'whoami --json'],
    [
      'the migrations fail',
      { databases: [{ uuid: ID, name: 'edgewise' }], failing: 'd1 migrations' },
      'd1 migrations apply',
    ],
    [
      'the secrets can’t be read',
      { databases: [{ uuid: ID, name: 'edgewise' }], secrets: 'broken' },
      'secret list --format',
    ],
  ] as [string, Account, string][]) {
    it(`stops before it uploads where ${title}`, () => {
      const { code, asked } = deploy(account);
      expect(code).toBe(1);
      expect(asked.at(-1)).toBe(last);
    });
  }

  it('leaves no secret behind on the disk, also where the upload fails', () => {
    const { code } = deploy({ secrets: 'no-worker', failing: 'deploy' });
    expect(code).toBe(1);
    expect(spawnSync('grep', ['-r', 'AUTH_SECRET', join(folder, 'state')], { encoding: 'utf8' }).stdout).toBe('');
  });
});
