/** One page of the host with a list of rows and the form of one more: the agenda, and what was decided. */
import type { ComponentProps, ReactNode } from 'react'
import { type FormFields, firstValue, intentOf } from '~/platform/forms'
import { ErrorSummary } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { StaleBanner } from '~/ui/stale'
import { HostHead, useTalkCrumbs } from './TalkParts'

type Answer = { errors?: Record<string, string[]>; values?: FormFields; stale?: boolean; why?: string }

/**
 * @param asked `edit` of the address: the row that is to be changed
 * @returns what was sent, by which of the page's forms, and the answer for the form that it belongs to
 */
export function sentTo(given: unknown, asked = '') {
  const answer = given as Answer | undefined
  const intent = answer?.values ? intentOf(answer.values) || 'add' : ''
  const row = answer?.values ? firstValue(answer.values, 'id') : undefined
  return {
    intent,
    stale: answer?.stale === true,
    row: Number(row) || null,
    /** Id of the row whose form is open: two forms on a page would have the same fields twice */
    editing: Number(intent === 'edit' ? row : asked) || null,
    of: (name: string, id?: number) =>
      intent === name && (id === undefined || row === String(id)) ? given : undefined,
  }
}

/**
 * @param props.shown whether the rows can be worked on at all; else `closed` stands in their place
 * @param props.list the rows, each with its verbs
 * @param props.form the form of one more, under its heading
 */
export function RowsPage(props: {
  title: string
  lead: string
  talk: ComponentProps<typeof HostHead>['talk'] & { id: number; title: string }
  here: ComponentProps<typeof HostHead>['here']
  /** Says that what was typed was kept, where a session had ended */
  kept: ReactNode
  answer: unknown
  list: ReactNode
  add: { title: string; form: ReactNode } | null
  closed?: ReactNode
}) {
  const { title, lead, talk, here, kept, answer, list, add, closed } = props
  const t = useT()
  const sent = sentTo(answer)
  const errors = (answer as Answer | undefined)?.errors
  // A form with fields says itself what is wrong; a button has no place for it.
  const ofButton = sent.intent === 'move' || sent.intent === 'remove' || sent.intent === 'tick'
  return (
    <Page title={title} lead={lead} crumbs={useTalkCrumbs(talk)}>
      {kept}
      <HostHead talk={talk} here={here} />
      {sent.stale && <StaleBanner form />}
      {ofButton && errors && <ErrorSummary errors={errors} />}
      {list}
      {add && (
        <>
          <h2 id="add">{add.title}</h2>
          {add.form}
        </>
      )}
      {closed}
      {!add && closed === undefined && <p>{t('talks.form.over')}</p>}
    </Page>
  )
}
