/**
 * What a query brought, or its other states: skeletons while it loads, what happened and a retry where it failed, and
 * no permission. What was there once stays, also while it is asked again or that fails.
 */
import { type Accessor, type JSX, Match, Switch } from 'solid-js';
import { ErrorState, NoPermissionState, Skeletons } from '../kit/ui/states.tsx';
import { asApiError } from './api.ts';
import type { QueryResult } from './use-query.ts';
import { refusalWords } from './words/refusals.ts';
import { t } from './words.ts';

export function Loaded<T>(props: {
  query: QueryResult<T>;
  skeleton?: JSX.Element;
  children: (data: Accessor<T>) => JSX.Element;
}): JSX.Element {
  const code = () => asApiError(props.query.error).code;
  return (
    <Switch>
      <Match when={props.query.isPending}>{props.skeleton ?? <Skeletons lines={6} />}</Match>
      <Match when={props.query.isLoadingError && code() === 'role.refused'}>
        <NoPermissionState title={t('frame.no-permission.title')}>{refusalWords[code()]}</NoPermissionState>
      </Match>
      <Match when={props.query.isLoadingError}>
        <ErrorState
          title={t('frame.load-failed')}
          busy={props.query.isFetching}
          onRetry={code().endsWith('.unknown') ? undefined : () => void props.query.refetch()}
        >
          {refusalWords[code()]}
        </ErrorState>
      </Match>
      <Match when={true}>{props.children(() => props.query.data as T)}</Match>
    </Switch>
  );
}
