/** The site's message templates (D5) behind the object's door: what `#core/template` decides, as answers. */
import { importTemplates, removeTemplate, saveTemplate, type TemplateWriter } from '#core/template';
import type { RefusalCode } from '#protocol/refusal';
import type { Template, TemplateBody, TemplatesImported } from '#protocol/template';
import type { Answer } from './door.ts';
import type { Parts } from './parts.ts';

/** Each method is one transaction. */
export class Templates {
  constructor(private readonly parts: Parts) {}

  save(by: TemplateWriter, id: string | null, body: TemplateBody): Answer<Template> {
    return this.work(() => saveTemplate(this.parts.store.sql, by, id, body, this.context()));
  }

  remove(by: TemplateWriter, id: string): Answer<null> {
    return this.work(() => removeTemplate(this.parts.store.sql, by, id));
  }

  import(by: TemplateWriter, bodies: readonly TemplateBody[]): Answer<TemplatesImported> {
    return this.work(() => importTemplates(this.parts.store.sql, by, bodies, this.context()));
  }

  private work<T extends object | null>(change: () => T | RefusalCode): Answer<T> {
    const done = this.parts.transaction(change);
    return typeof done === 'string' ? { ok: false, refusal: { code: done } } : { ok: true, value: done };
  }

  private context() {
    return { now: this.parts.now(), newId: () => this.parts.newId('tpl') };
  }
}
