/** One template: written with its preview beside it, saved and deleted; or read, by those who may only read it. */
import { useQueryClient } from '@tanstack/solid-query';
import Trash from 'lucide-solid/icons/trash';
import { createSignal, type JSX, Show } from 'solid-js';
import { unknownPlaceholder } from '#protocol/placeholder';
import { SHORTCUT_MAX_CHARS, TEMPLATE_TITLE_MAX_CHARS, type Template, templateBodySchema } from '#protocol/template';
import { Button } from '../../../kit/ui/button.tsx';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { ConfirmDialog, Dialog } from '../../../kit/ui/dialog.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, asApiError, keys } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { mayOn, useMe } from '../../session.tsx';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/templates.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import { BodyEditor } from './body-editor.tsx';
import styles from './template-dialog.module.css';
import { TemplatePreview } from './template-preview.tsx';

/** Mounted anew for every template. */
export function TemplateDialog(props: {
  site: string;
  siteName: string;
  /** What is stored; none for a new one. */
  template: Template | undefined;
  onClose: () => void;
}): JSX.Element {
  const me = useMe();
  const client = useQueryClient();
  const [leaving, setLeaving] = createSignal(false);
  const [deleting, setDeleting] = createSignal(false);
  const [deleteError, setDeleteError] = createSignal<string>();
  const { template, site } = props;
  const supervises = () => mayOn(me(), site, 'supervisor');
  const mayWrite = () => template?.scope !== 'site' || supervises();

  const form = createForm({
    initial: () => ({
      title: template?.title ?? '',
      shortcut: template?.shortcut ?? '',
      scope: template?.scope ?? (supervises() ? 'site' : 'mine'),
      body: template?.body ?? '',
    }),
    schema: templateBodySchema,
    check: ({ body }) => (unknownPlaceholder(body) === null ? {} : { body: { kind: 'form' } }),
    refusalOf: { 'template.shortcut-taken': 'shortcut', 'template.placeholder-unknown': 'body' },
    save: (body) =>
      template === undefined ? api.templates.create(site, body) : api.templates.change(site, template.id, body),
    onSaved: (saved) => {
      put((list) => [...list.filter((one) => one.id !== saved.id), saved]);
      toast({ tone: 'good', text: t('template.saved', saved.title) });
      props.onClose();
    },
  });

  /** Seen at once; the server's word follows. */
  function put(change: (list: Template[]) => Template[]): void {
    client.setQueryData<Template[]>(keys.templates(site), (list) => list && change(list));
    void client.invalidateQueries({ queryKey: keys.templates(site) });
  }

  function close(): void {
    if (form.saving()) return;
    if (form.dirty()) setLeaving(true);
    else props.onClose();
  }

  async function remove({ id, title }: Template): Promise<boolean> {
    try {
      await api.templates.delete(site, id);
    } catch (thrown) {
      const { code } = asApiError(thrown);
      // Somebody else was faster: what was wanted is done.
      if (code !== 'template.unknown') {
        setDeleteError(refusalWords[code]);
        return false;
      }
    }
    put((list) => list.filter((one) => one.id !== id));
    toast({ tone: 'good', text: t('template.deleted', title) });
    props.onClose();
    return true;
  }

  const shortcutError = () => {
    const refused = form.refusalAt('shortcut');
    if (refused) return refusalWords[refused.code];
    const problem = form.problem('shortcut');
    return problem?.kind === 'form' ? t('template.shortcut.form') : problemWords(problem);
  };
  const bodyError = () => {
    const problem = form.problem('body');
    const unknown = unknownPlaceholder(form.values.body);
    if (problem?.kind === 'form' && unknown !== null) return t('template.unknown-placeholder', unknown);
    const refused = form.refusalAt('body');
    return refused ? refusalWords[refused.code] : problemWords(problem);
  };

  return (
    <>
      <Dialog
        open
        onOpenChange={close}
        size="l"
        title={template === undefined ? t('template.new') : mayWrite() ? t('template.edit') : t('template.read')}
        data-testid="template"
        footer={
          <Show when={mayWrite()} fallback={<Button onClick={props.onClose}>{t('template.close')}</Button>}>
            <Show when={template}>
              <Button
                class={styles.delete}
                variant="danger"
                icon={Trash}
                onClick={() => setDeleting(true)}
                data-testid="template.delete"
              >
                {t('template.delete')}
              </Button>
            </Show>
            <Button onClick={close}>{uiWords().cancel}</Button>
            <Button type="submit" form="template" variant="primary" busy={form.saving()} data-testid="template.save">
              {t('template.save')}
            </Button>
          </Show>
        }
      >
        <Show
          when={mayWrite()}
          fallback={
            <>
              <p class={styles.readOnly}>{t('template.read-only')}</p>
              <h3 class={styles.readTitle} dir="auto">
                {template?.title} <code class={styles.shortcut}>/{template?.shortcut}</code>
              </h3>
              <TemplatePreview body={template?.body ?? ''} siteName={props.siteName} agentName={me().agentName} />
            </>
          }
        >
          <form id="template" class={styles.columns} onSubmit={form.submit} noValidate>
            <div class={formStyles.form}>
              <TextField
                label={t('template.name')}
                placeholder={t('template.name.placeholder')}
                autocomplete="off"
                dir="auto"
                maxLength={TEMPLATE_TITLE_MAX_CHARS}
                value={form.values.title}
                onValue={(title) => form.set('title', title)}
                onBlur={() => form.leave('title')}
                error={problemWords(form.problem('title'))}
              />
              <TextField
                label={t('template.shortcut')}
                description={t('template.shortcut.text')}
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                maxLength={SHORTCUT_MAX_CHARS}
                value={form.values.shortcut}
                onValue={(shortcut) => form.set('shortcut', shortcut.replace(/^\//, ''))}
                onBlur={() => {
                  form.set('shortcut', form.values.shortcut.trim().toLowerCase());
                  form.leave('shortcut');
                }}
                error={shortcutError()}
              />
              <BodyEditor
                value={form.values.body}
                onValue={(body) => form.set('body', body)}
                onBlur={() => form.leave('body')}
                error={bodyError()}
              />
              <Show when={supervises()}>
                <RadioGroup
                  label={t('template.scope')}
                  value={form.values.scope}
                  onValue={(scope) => form.set('scope', scope)}
                  options={[
                    { value: 'site', label: t('template.scope.site') },
                    { value: 'mine', label: t('template.scope.mine') },
                  ]}
                />
              </Show>
              <FormError error={form.refusal()} />
            </div>
            <TemplatePreview body={form.values.body} siteName={props.siteName} agentName={me().agentName} />
          </form>
        </Show>
      </Dialog>
      <ConfirmDialog
        open={leaving()}
        onOpenChange={setLeaving}
        title={t('form.leave.title')}
        description={t('form.leave.text')}
        confirmLabel={t('form.leave.confirm')}
        danger
        onConfirm={props.onClose}
      />
      <Show when={template}>
        {(stored) => (
          <ConfirmDialog
            open={deleting()}
            onOpenChange={(open) => {
              setDeleting(open);
              setDeleteError(undefined);
            }}
            title={t('template.delete.title', stored().title)}
            description={t(`template.delete.${stored().scope}`)}
            confirmLabel={t('template.delete')}
            error={deleteError()}
            danger
            onConfirm={() => remove(stored())}
          />
        )}
      </Show>
      <UnsavedGuard when={form.dirty()} />
    </>
  );
}
