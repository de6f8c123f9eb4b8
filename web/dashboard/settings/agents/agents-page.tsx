/** The agents of a site: how they are now, how many chats each takes, where they belong, and when they are available. */
import { useParams, useSearchParams } from '@solidjs/router';
import CalendarClock from 'lucide-solid/icons/calendar-clock';
import UserRound from 'lucide-solid/icons/user-round';
import { For, type JSX, Show } from 'solid-js';
import type { AgentView } from '#protocol/desk';
import type { Queue } from '#protocol/queue';
import { Avatar } from '../../../kit/ui/avatar.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { EmptyState } from '../../../kit/ui/states.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { api, keys } from '../../api.ts';
import { STATUS_TONES, statusWord } from '../../availability/own-status.ts';
import { useDesk } from '../../desk-context.tsx';
import { Loaded } from '../../loaded.tsx';
import { listed } from '../../plural.ts';
import { mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/agents.ts';
import { RowsSkeleton } from '../parts/rows-skeleton.tsx';
import { SiteNav } from '../parts/site-nav.tsx';
import styles from './agents.module.css';
import { CapacityStepper } from './capacity-stepper.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { scheduleSummary } from './schedule-summary.ts';

export function AgentsPage(): JSX.Element {
  const params = useParams<{ site: string }>();
  const me = useMe();
  /** Whose schedule is open is in the URL: others link to it. */
  const [search, setSearch] = useSearchParams<{ agent?: string }>();
  const agents = useQuery(() => ({
    queryKey: keys.agents(params.site),
    queryFn: () => api.agents.list(params.site),
  }));
  const queues = useQuery(() => ({
    queryKey: keys.queues(params.site),
    queryFn: () => api.queues.list(params.site),
  }));
  const isAdmin = () => mayOn(me(), params.site, 'admin');
  const mayOpen = (agent: AgentView) => isAdmin() || agent.id === me().id;
  const all = () => (agents.isSuccess ? agents.data : []);
  const shown = () => {
    const agent = all().find(({ id }) => id === search.agent);
    return agent && mayOpen(agent) ? agent.id : undefined;
  };
  return (
    <>
      <PageHeader
        nav={<SiteNav site={params.site} />}
        title={t('agents.title')}
        beside={<Show when={all().length}>{(n) => <span class={styles.count}>{t('agents.count', n())}</span>}</Show>}
      />
      <PageBody wide>
        <p class={styles.intro}>{t('agents.text')}</p>
        <Loaded query={agents} skeleton={<RowsSkeleton rows={4} />}>
          {(list) => (
            <Show
              when={list().length > 0}
              fallback={
                <EmptyState icon={UserRound} title={t('agents.empty.title')}>
                  {t('agents.empty.text')}
                </EmptyState>
              }
            >
              <div class={styles.card}>
                <Table
                  label={t('agents.title')}
                  head={[
                    t('agents.column.name'),
                    t('agents.column.status'),
                    t('agents.column.capacity'),
                    t('agents.column.queues'),
                    t('agents.column.schedule'),
                    '',
                  ]}
                  data-testid="agents"
                >
                  <For each={list().map(({ id }) => id)}>
                    {(id) => (
                      <Show when={list().find((one) => one.id === id)}>
                        {(agent) => (
                          <Row
                            site={params.site}
                            agent={agent()}
                            queues={queues.data ?? []}
                            mayChange={isAdmin()}
                            onSchedule={mayOpen(agent()) ? () => setSearch({ agent: id }) : undefined}
                          />
                        )}
                      </Show>
                    )}
                  </For>
                </Table>
              </div>
            </Show>
          )}
        </Loaded>
      </PageBody>
      <Show when={shown()} keyed>
        {(id) => (
          <ScheduleDialog
            site={params.site}
            agent={all().find((one) => one.id === id)!}
            onClose={() => setSearch({ agent: undefined }, { replace: true })}
          />
        )}
      </Show>
    </>
  );
}

function Row(props: {
  site: string;
  agent: AgentView;
  queues: readonly Queue[];
  mayChange: boolean;
  onSchedule: (() => void) | undefined;
}): JSX.Element {
  const me = useMe();
  const desk = useDesk();
  /** The desk knows first how somebody is. */
  const live = () => desk()?.state.agents.get(props.agent.id) ?? { status: props.agent.status, reason: null };
  const belongs = () =>
    props.queues
      .filter(({ everyone, members }) => everyone || members.includes(props.agent.id))
      .map(({ name }) => name);
  return (
    <tr>
      <td>
        <span class={styles.who}>
          <Avatar name={props.agent.name} kind="agent" />
          <span class={styles.texts}>
            <span class={styles.name}>
              {props.agent.name}
              <Show when={props.agent.id === me().id}>
                <span class={styles.quiet}> {t('agents.you')}</span>
              </Show>
            </span>
            <span class={styles.quiet}>{t(`role.${props.agent.role}`)}</span>
          </span>
        </span>
      </td>
      <td>
        <span class={styles.status} data-tone={STATUS_TONES[live().status]} data-testid="agent.status">
          <i class={styles.dot} aria-hidden="true" />
          {statusWord(live())}
        </span>
      </td>
      <td data-label={t('agents.column.capacity')}>
        <Show when={props.mayChange} fallback={props.agent.capacity}>
          <CapacityStepper site={props.site} agent={props.agent} />
        </Show>
      </td>
      <td data-label={t('agents.column.queues')}>
        <Show when={belongs().length > 0} fallback={<span class={styles.quiet}>{t('agents.queues.none')}</span>}>
          {listed(belongs())}
        </Show>
      </td>
      <td data-label={t('agents.column.schedule')}>{scheduleSummary(props.agent.schedule)}</td>
      <td data-end>
        <Show when={props.onSchedule}>
          {(open) => (
            <Button
              size="s"
              icon={CalendarClock}
              aria-label={t('agents.schedule.of', props.agent.name)}
              onClick={() => open()()}
              data-testid="agent.schedule"
            >
              {t('agents.schedule.edit')}
            </Button>
          )}
        </Show>
      </td>
    </tr>
  );
}
