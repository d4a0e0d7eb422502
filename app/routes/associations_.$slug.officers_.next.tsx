/** 次の任期を準備する: all seats that have to be filled, and those whose holders go on. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { prolongTerms } from '~/modules/officers/commands/terms.server'
import { seatsToFill } from '~/modules/officers/queries/seats.server'
import { SeatBadge, useSeatName } from '~/modules/officers/SeatTable'
import { nextTermsForm } from '~/modules/officers/schema/posts'
import { fiscalYear, formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckboxListField, CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Table } from '~/ui/parts'

export const meta = titleMeta('officers.next.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    seatsToFill(actor, args.params.slug ?? ''),
    keptFields(args.request),
  ])
  const defaults: FormFields = { startsOn: `${fiscalYear(actor.today) + 1}-04-01`, ...kept }
  return { ...found, defaults }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  await prolongTerms(actor, slug, check(nextTermsForm, fields))
  return redirect(`/associations/${slug}/officers/next?done=saved`)
})

export default function NextTerms() {
  const { association, seats, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const seatName = useSeatName()
  const at = (key: string) => t(`officers.next.${key}`)
  const officers = `/associations/${association.slug}/officers`
  const going = seats.filter((seat) => seat.holder !== null && !seat.acting)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: officers, label: t('accounts.officers.title') },
      ]}
    >
      {seats.length === 0 ? (
        <p>{at('all_filled')}</p>
      ) : (
        <Table
          caption={at('caption')}
          head={[
            t('officers.page.post'),
            t('officers.page.state_head'),
            at('holder'),
            at('free'),
            at('decide'),
          ]}
          rows={seats.map((seat) => [
            seatName(seat.name, seat.number),
            <SeatBadge key="state" state={seat.state} />,
            seat.holder ?? t('officers.page.nobody'),
            formatDay(seat.freeFrom, language),
            <a key="decide" href={`${officers}/seats/${seat.id}`} className="inline-block py-2">
              {t('officers.page.prepare', { seat: seatName(seat.name, seat.number) })}
            </a>,
          ])}
        />
      )}
      {seats.some((seat) => seat.acting) && <p>{at('acting')}</p>}
      {going.length > 0 && (
        <>
          <h2>{at('go_on')}</h2>
          <p>{at('go_on_text')}</p>
          <CheckedForm answer={answer} defaults={defaults}>
            <TextField
              name="startsOn"
              type="date"
              label={t('accounts.officers.starts_on')}
              support={at('starts_support')}
              required
            />
            <CheckboxListField
              name="seats"
              label={at('who')}
              required
              options={going.map((seat) => ({
                value: String(seat.id),
                label: t('officers.term.holder_of', {
                  name: seat.holder ?? '',
                  post: seatName(seat.name, seat.number),
                }),
              }))}
            />
            <SubmitButton>{at('submit')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </Page>
  )
}
