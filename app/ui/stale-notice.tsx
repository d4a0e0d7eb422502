/** Somebody else has saved first: what stands now beside what was typed, which the form still holds. */
import type { ReactNode } from 'react'
import type { FormFields } from '~/platform/forms'
import { useT } from './i18n'
import { Banner, Table } from './parts'

/** All values of a field in one text: months and skills are several. */
export const together = (value: string | readonly string[] | undefined): string =>
  [value ?? []]
    .flat()
    .filter(Boolean)
    .sort((a, b) => a.localeCompare(b, 'ja', { numeric: true }))
    .join(SEVERAL)

/** Stands in no value that is one of several */
const SEVERAL = ' / '

/** The words of several values, each by itself. */
export const eachInWords = (words: (value: string) => string) => (values: string) =>
  values.split(SEVERAL).map(words).join(SEVERAL)

const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim()

export type Compared = {
  name: string
  label: string
  /** As it stands now, in the words of the form's field */
  theirs: string
  /** How a value reads on screen, where that is not the value itself */
  words?: (value: string) => string
}

/**
 * @param props.fields of the form; none where a form adds something and changes nothing that stood
 * @param props.typed what was sent
 * @param props.form id of the form that holds it, where the page is long
 */
export function StaleNotice(props: { fields: readonly Compared[]; typed: FormFields; form?: string }) {
  const { fields, typed, form } = props
  const t = useT()
  const at = (key: string) => t(`form.stale.${key}`)
  const shown = (text: string): ReactNode =>
    text ? <span className="whitespace-pre-line">{text.slice(0, 1000)}</span> : at('empty')
  const different = fields.flatMap(({ name, label, theirs, words = (value) => value }) => {
    const yours = plain(together(typed[name]))
    return yours === plain(theirs) ? [] : [[label, shown(words(theirs)), shown(words(yours))]]
  })
  return (
    <Banner tone="warning" title={at('title')} live>
      <p>{fields.length === 0 ? t('form.stale.look') : at('text')}</p>
      {different.length > 0 ? (
        <Table caption={at('caption')} head={['field', 'theirs', 'yours'].map(at)} rows={different} />
      ) : (
        fields.length > 0 && <p>{at('same')}</p>
      )}
      {form && (
        <p>
          <a href={`#${form}`} className="inline-block py-2">
            {t('form.stale.to_form')}
          </a>
        </p>
      )}
    </Banner>
  )
}
