/**
 * The rows of the desk: queues, and the agents of the site as far as it has seen or set them. No decisions here. Few, and asked for at every
 * change of who is there or who waits, so they are remembered as a whole; `forget` when a transaction was rolled back.
 */
import type { Person } from '#protocol/desk';
import type { Role } from '#protocol/member';
import type { Queue } from '#protocol/queue';
import type { WeeklySchedule } from '#protocol/schedule';
import type { Sql } from './sql.ts';

export interface AgentRow extends Person {
  /** As their newest connection had it. */
  role: Role;
  capacity: number;
  /** Null: available whenever they are there. */
  schedule: WeeklySchedule | null;
  /** What they said by hand; lasts until `until`, or until it is reset (null). */
  toggle: { available: boolean; reason: string | null; until: number | null } | null;
  /** An offer was missed: no more of them until Available is set by hand. */
  rona: boolean;
  /** When their last socket went, epoch ms; null while there is one, 0 if there never was. */
  goneAt: number | null;
  /** When they were last given a conversation: of two who have as many, the one who waits longer is next. */
  givenAt: number;
}

export class DeskRows {
  private knownQueues: readonly Queue[] | null = null;
  private knownAgents: ReadonlyMap<string, AgentRow> | null = null;

  constructor(private readonly sql: Sql) {}

  forget(): void {
    this.knownQueues = null;
    this.knownAgents = null;
  }

  /** In the order in which they were made; the first is where those go who chose none. */
  queues(): readonly Queue[] {
    this.knownQueues ??= this.sql
      .all<{ id: string; body: string }>('SELECT id, body FROM queues ORDER BY nr')
      .map(({ id, body }) => ({ id, ...JSON.parse(body) }));
    return this.knownQueues;
  }

  queue(id: string | null): Queue | null {
    return this.queues().find((queue) => queue.id === id) ?? null;
  }

  saveQueue({ id, ...body }: Queue): void {
    this.sql.all(
      'INSERT INTO queues (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      id,
      JSON.stringify(body),
    );
    this.knownQueues = null;
  }

  removeQueue(id: string): void {
    this.sql.all('DELETE FROM queues WHERE id = ?', id);
    this.knownQueues = null;
  }

  /** How long the last ones waited before somebody took them, the newest first; ms. */
  waitsOf(queue: string): number[] {
    const row = this.sql.all<{ waits: string }>('SELECT waits FROM queues WHERE id = ?', queue)[0];
    return row ? JSON.parse(row.waits) : [];
  }

  saveWaits(queue: string, waits: readonly number[]): void {
    this.sql.all('UPDATE queues SET waits = ? WHERE id = ?', JSON.stringify(waits), queue);
  }

  agents(): readonly AgentRow[] {
    return [...this.agentsById().values()];
  }

  agent(member: string): AgentRow | null {
    return this.agentsById().get(member) ?? null;
  }

  saveAgent(agent: AgentRow): void {
    const { id, ...body } = agent;
    this.sql.all(
      'INSERT INTO agents (member, body) VALUES (?, ?) ON CONFLICT (member) DO UPDATE SET body = excluded.body',
      id,
      JSON.stringify(body),
    );
    this.knownAgents = new Map(this.agentsById()).set(id, agent);
  }

  removeAgent(member: string): void {
    this.sql.all('DELETE FROM agents WHERE member = ?', member);
    this.knownAgents = null;
  }

  private agentsById(): ReadonlyMap<string, AgentRow> {
    this.knownAgents ??= new Map(
      this.sql
        .all<{ member: string; body: string }>('SELECT member, body FROM agents ORDER BY member')
        .map(({ member: id, body }) => [id, { id, ...JSON.parse(body) }]),
    );
    return this.knownAgents;
  }
}
