/** What the parts of an application are called on screen and in letters. */
import { factLabel } from '~/modules/subsidies/describe'
import type { Programme } from '~/modules/subsidies/schema'
import type { Translate } from '~/platform/i18n'

type Parts = {
  definition: Programme
  lines: readonly { id: number; label: string }[]
  documents: readonly { id: number; name: string }[]
}

/** An item that can be corrected: a field, a question, a cost line or a document, by its name. */
export function itemName(item: string, { definition, lines, documents }: Parts, t: Translate): string {
  const [kind, key = ''] = [item.split(':')[0] ?? '', item.slice(item.indexOf(':') + 1)]
  if (kind === 'facts') {
    const own = definition.facts.find((fact) => fact.key === key)
    return factLabel({ key, label: own?.label ?? null }, t)
  }
  if (kind === 'line') return lines.find(({ id }) => String(id) === key)?.label ?? t('review.item.line_gone')
  if (kind === 'document')
    return documents.find(({ id }) => String(id) === key)?.name ?? t('review.item.document_gone')
  return t(`review.item.${kind}`)
}

/** The names of works, one after the other. */
export function worksText(definition: Programme, works: readonly string[], t: Translate): string {
  return definition.works
    .filter(({ key }) => works.includes(key))
    .map(({ name }) => name)
    .join(t('subsidies.rule.comma'))
}
