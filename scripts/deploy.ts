/**
 * `npm run deploy`: puts Edgewise into the owner's own Cloudflare account. Safe to run again at any time: what is there
 * stays, secrets are set only where they are missing, and migrations run before the code that needs them.
 *
 *   npm run deploy -- [--dry-run] [--no-build] [--new-setup-code]
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { newSecrets, type Secrets, STATE, write } from './state.ts';
import { type Ran, ROOT, wrangler } from './wrangler.ts';

/** The configuration with the owner's own database in it; git ignores it. The tests have another. */
const CONFIG = process.env.EDGEWISE_DEPLOY_CONFIG ?? 'wrangler.deploy.toml';
const DATABASE = 'edgewise';

const { values: options } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
    'new-setup-code': { type: 'boolean', default: false },
  },
  allowNegative: true,
});

try {
  if (options.build) build();
  await (options['dry-run'] ? dryRun() : deploy());
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** Everything that needs neither account nor network: bundling, and the checks wrangler makes of the configuration. */
async function dryRun(): Promise<void> {
  step('Bundling, without uploading');
  const { out } = await must(['deploy', '--dry-run', '--outdir', `${STATE}/dry-run`], 'The bundle could not be made.');
  console.log(/Total Upload:.*/.exec(out)?.[0] ?? '');
  step('Trying the migrations on an empty database');
  const state = `${STATE}/dry-run/state`;
  rmSync(state, { recursive: true, force: true });
  await must(['d1', 'migrations', 'apply', DATABASE, '--local', '--persist-to', state], 'The migrations failed.');
  console.log('\nAll of it works. `npm run deploy` does it for real.');
}

async function deploy(): Promise<void> {
  step('Looking who is signed in');
  const who = await wrangler(['whoami', '--json']);
  if (who.code !== 0) throw new Error('Nobody is signed in to Cloudflare. Run `npx wrangler login`, then this again.');

  step(`Looking for the database “${DATABASE}”`);
  writeConfig(await database());

  step('Bringing the database up to date');
  await must(
    ['d1', 'migrations', 'apply', DATABASE, '--remote', '-c', CONFIG],
    'The migrations failed; nothing was deployed.',
  );

  step('Looking which secrets are set');
  const missing = missingSecrets(await secretNames());

  step('Uploading');
  const { out } = await upload(missing);
  tell(/https:\/\/[^\s"']+/.exec(out)?.[0], missing.SETUP_CODE);
}

/** The id of the owner's database, which is made if it isn't there. */
async function database(): Promise<string> {
  const found = await findDatabase();
  if (found !== undefined) return found;
  step('Making it');
  await must(['d1', 'create', DATABASE], 'The database could not be made.');
  const made = await findDatabase();
  if (made === undefined) throw new Error('The database was made, but is not on the list. Run this again in a minute.');
  return made;
}

async function findDatabase(): Promise<string | undefined> {
  const { out } = await must(['d1', 'list', '--json'], 'The databases could not be listed.');
  const all = JSON.parse(out.slice(out.indexOf('['))) as { uuid: string; name: string }[];
  return all.find((one) => one.name === DATABASE)?.uuid;
}

function writeConfig(id: string): void {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`“${id}” is not the id of a database.`);
  const config = readFileSync(`${ROOT}wrangler.toml`, 'utf8');
  writeFileSync(resolve(ROOT, CONFIG), config.replace(/^database_id = .*$/m, `database_id = "${id}"`));
}

/** The names of the secrets that are set. A Worker that isn't there yet has none; any other failure stops everything. */
async function secretNames(): Promise<string[]> {
  const { code, out, err } = await wrangler(['secret', 'list', '--format', 'json', '-c', CONFIG]);
  if (code === 0) return (JSON.parse(out.slice(out.indexOf('['))) as { name: string }[]).map((secret) => secret.name);
  if (/10007|not found|does not exist/i.test(out + err)) return [];
  throw new Error(`The secrets could not be listed, so none was touched.\n${out}${err}`);
}

function missingSecrets(there: readonly string[]): Partial<Secrets> {
  const fresh = newSecrets();
  const missing: Partial<Secrets> = {};
  // Never replaced: a new one would sign everybody out and make second factors unreadable.
  if (!there.includes('AUTH_SECRET')) missing.AUTH_SECRET = fresh.AUTH_SECRET;
  if (!there.includes('SETUP_CODE') || options['new-setup-code']) missing.SETUP_CODE = fresh.SETUP_CODE;
  return missing;
}

/** Secrets go up with the code, so there is no moment at which one is there without the other. */
async function upload(secrets: Partial<Secrets>): Promise<Ran> {
  if (Object.keys(secrets).length === 0) return must(['deploy', '-c', CONFIG], 'The upload failed.');
  const file = write('deploy-secrets.json', JSON.stringify(secrets));
  try {
    return await must(['deploy', '-c', CONFIG, '--secrets-file', file], 'The upload failed.');
  } finally {
    rmSync(file);
  }
}

function tell(address: string | undefined, setupCode: string | undefined): void {
  const dashboard = address ?? 'https://<the address shown above>';
  console.log(`\nDeployed: ${dashboard}`);
  if (setupCode !== undefined) {
    console.log(`\nOpen this link to become the workspace's owner. It works once; keep it to yourself until then:`);
    console.log(`\n  ${dashboard}/setup#${setupCode}\n`);
  } else {
    console.log(
      'The set-up code is the one of an earlier run. Lost it? `npm run deploy -- --new-setup-code` makes another.',
    );
  }
}

async function must(args: readonly string[], otherwise: string): Promise<Ran> {
  const ran = await wrangler(args);
  if (ran.code !== 0) throw new Error(`${otherwise}\n${ran.out}${ran.err}`);
  return ran;
}

function step(what: string): void {
  console.log(`${what} …`);
}
