/** Adding a site: its name and where its chat may show; everything else has a default. Then on to its script tag. */
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { type JSX, Show } from 'solid-js';
import type { Me } from '#protocol/member';
import { siteCreateSchema } from '#protocol/site';
import { Button, ButtonLink } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { PageBody, PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { NoPermissionState } from '../../../kit/ui/states.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, keys, type SiteSummary } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { useMe } from '../../session.tsx';
import { t } from '../../words/settings.ts';
import { createForm } from '../form.ts';
import { focusFirst } from '../parts/focus.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import { OriginsEditor } from './origins-editor.tsx';

export function NewSitePage(): JSX.Element {
  const me = useMe();
  return (
    <>
      <PageHeader title={t('new-site.title')} />
      <PageBody>
        <Show
          when={me().owner}
          fallback={
            <NoPermissionState
              title={t('new-site.no-permission.title')}
              action={<ButtonLink href="/sites">{t('sites.title')}</ButtonLink>}
            >
              {t('new-site.no-permission.text')}
            </NoPermissionState>
          }
        >
          <NewSiteForm />
        </Show>
      </PageBody>
    </>
  );
}

function NewSiteForm(): JSX.Element {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  /** Adds the origin that is typed; whoever presses “Add site” means it, too. */
  let takeTyped = () => true;
  const form = createForm({
    initial: () => ({ name: '', origins: [] as string[] }),
    schema: siteCreateSchema,
    save: api.sites.create,
    onSaved: (site) => {
      client.setQueryData(keys.site(site.id), site);
      // The lists are read from the history, which a new site reaches a moment later: show it at once.
      const summary: SiteSummary = { id: site.id, name: site.name, role: 'admin' };
      client.setQueryData<Me>(keys.me, (mine) => mine && { ...mine, sites: [...mine.sites, summary] });
      client.setQueryData<SiteSummary[]>(keys.sites, (list) => list && [...list, summary]);
      toast({ tone: 'good', text: t('new-site.done', site.name) });
      navigate(`/sites/${site.id}/settings#install`);
    },
  });

  return (
    <form
      class={formStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (takeTyped()) void form.submit(event);
      }}
      noValidate
    >
      <Section title={t('new-site.general')} description={t('new-site.text')}>
        <TextField
          label={t('new-site.name')}
          description={t('new-site.name.text')}
          class={formStyles.narrow}
          name="site-name"
          autocomplete="off"
          ref={focusFirst}
          maxLength={60}
          value={form.values.name}
          onValue={(name) => form.set('name', name)}
          onBlur={() => form.leave('name')}
          error={problemWords(form.problem('name'))}
        />
      </Section>
      <Section title={t('origins.title')} description={t('origins.text')}>
        <OriginsEditor
          origins={form.values.origins}
          onAdd={(...origins) => form.set('origins', [...form.values.origins, ...origins])}
          onRemove={(origin) =>
            form.set(
              'origins',
              form.values.origins.filter((one) => one !== origin),
            )
          }
          takeTyped={(take) => {
            takeTyped = take;
          }}
        />
      </Section>
      <FormError error={form.refusal()} />
      <div class={formStyles.actions}>
        <Button type="submit" variant="primary" size="l" busy={form.saving()} data-testid="site.create">
          {t('new-site.submit')}
        </Button>
        <Show when={me().sites.length > 0}>
          <ButtonLink href="/sites" variant="ghost" size="l">
            {uiWords().cancel}
          </ButtonLink>
        </Show>
      </div>
      <UnsavedGuard when={form.dirty()} />
    </form>
  );
}
