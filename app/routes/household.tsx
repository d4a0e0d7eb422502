/** わたしの世帯: joining by a code on paper, and what one says for the own household. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import {
  addDependant,
  changeConsent,
  changeOwnHousehold,
  endOthersTie,
  handOver,
  joinHousehold,
  leaveHousehold,
} from '~/modules/households/commands/own.server'
import { OwnHousehold } from '~/modules/households/OwnHousehold'
import { myHouseholds } from '~/modules/households/queries/own.server'
import { dependantForm, joinForm, ownAct, ownForm } from '~/modules/households/schema'
import { HouseholdTurns } from '~/modules/officers/DutyParts'
import { myDuties } from '~/modules/officers/queries/duties.server'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('households.own.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [households, duties] = await Promise.all([myHouseholds(actor), myDuties(actor)])
  const kept = await keptFields(args.request)
  // One at a time: few people belong to two.
  const asked = Number(queryParam(args.request, 'household'))
  const shown = households.find(({ id }) => id === asked)?.id ?? households[0]?.id
  return { households, duties, shown, kept: kept !== undefined, code: firstValue(kept, 'code') ?? '' }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const intent = intentOf(fields)
  if (intent === 'join') {
    await joinHousehold(actor, check(joinForm, fields).code)
    return redirect('/household?done=household_joined')
  }
  if (intent === 'change') {
    const { household, name, delivery } = check(ownForm, fields)
    await changeOwnHousehold(actor, household, { name, delivery })
    return redirect(`/household?household=${household}&done=saved`)
  }
  if (intent === 'dependant') {
    const { household, person } = check(dependantForm, fields)
    await addDependant(actor, household, person)
    return redirect(`/household?household=${household}&done=saved`)
  }
  const { household, member, ...act } = check(ownAct, fields)
  if (act.intent === 'leave') {
    await leaveHousehold(actor, household)
    return redirect('/household?done=household_left')
  }
  if (act.intent === 'end_tie') await endOthersTie(actor, household, member ?? 0)
  else if (act.intent === 'hand_over') await handOver(actor, household, member ?? 0)
  else await changeConsent(actor, household, act.intent === 'give_consent')
  return redirect(`/household?household=${household}&done=saved`)
})

export default function Household() {
  const { households, duties, shown, code, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  // Each form of the page takes the answer to itself only.
  const answerTo = (intent: string) => (firstValue(answer?.values, 'intent') === intent ? answer : undefined)
  return (
    <Page title={t('households.own.title')} lead={t('households.own.lead')} crumbs={[]}>
      <KeptBanner kept={kept} />
      {households.length === 0 && <p>{t('households.own.none')}</p>}
      {households.map((household) =>
        household.id === shown ? (
          <OwnHousehold
            key={household.id}
            household={household}
            change={answerTo('change')}
            dependant={answerTo('dependant')}
          />
        ) : (
          <p key={household.id}>
            <a className="inline-block py-1.5" href={`/household?household=${household.id}`}>
              {household.name}({household.association.name})
            </a>
          </p>
        ),
      )}
      <HouseholdTurns duties={duties} />
      {households.length > 0 && (
        <p>
          <a className="inline-block py-1.5" href="/household/calendar">
            {t('events.household.link')}
          </a>
        </p>
      )}
      <h2>{t('households.own.join')}</h2>
      <p>{t('households.own.join_help')}</p>
      <CheckedForm schema={joinForm} answer={answerTo('join')} defaults={{ code }} id="join">
        <HiddenField name="intent" value="join" />
        <TextField
          name="code"
          label={t('households.own.join_label')}
          support={t('households.own.join_support')}
          required
          short
          autoComplete="off"
        />
        <SubmitButton>{t('households.own.join_submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
