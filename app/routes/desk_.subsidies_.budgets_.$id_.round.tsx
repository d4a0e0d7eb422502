/** 採択の順番: what waits on a budget, how far it reaches, and the making of an order that everybody can check. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { judgeUrgency, makeRound } from '~/modules/applications/commands/round.server'
import { roundView } from '~/modules/applications/queries/round.server'
import { roundSchema, urgencySchema } from '~/modules/applications/schema/money'
import { formatDay, formatFiscalYear, formatInstant } from '~/platform/clock'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { MoneyTable, wordAmount } from '~/ui/money-table'
import { Page } from '~/ui/page'
import { Badge, Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('budgets.round.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await roundView(await currentActor(args), idParam(args.params.id))),
  kept: await keptFields(args.request),
}))

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const { fields } = await readForm(args)
  if (fields.intent === 'judge') await judgeUrgency(actor, id, check(urgencySchema, fields))
  else await makeRound(actor, id, check(roundSchema, fields))
  return redirect(`/desk/subsidies/budgets/${id}/round?done=saved`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Round() {
  const data = useLoaderData<typeof loader>()
  const { id, year, programme, left, waiting, kept } = data
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.round.${key}`, params)
  const yearName = formatFiscalYear(year, language)
  return (
    <Page
      title={at('title')}
      lead={at('lead', { programme, year: yearName })}
      crumbs={[
        { href: '/desk/subsidies', label: t('budgets.desk') },
        { href: '/desk/subsidies/budgets', label: t('budgets.overview.title') },
        {
          href: `/desk/subsidies/budgets/${id}`,
          label: t('budgets.page.title_year', { programme, year: yearName }),
        },
      ]}
      width="wide"
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      <section className="accounts-sheet stack">
        <h2>{at('list')}</h2>
        <p>
          <strong>{at('left', { left: wordAmount(left, language) })}</strong>
        </p>
        <Waiting rows={waiting} />
      </section>
      {waiting.length > 0 && data.mayJudge && data.methods.includes('ranking') && <Judge data={data} />}
      {waiting.length > 0 && data.mayDraw && <Make data={data} />}
      <section className="stack">
        <h2>{at('past')}</h2>
        {data.rounds.length === 0 && <p>{at('past_none')}</p>}
        <ul className="stack">
          {data.rounds.map((round) => (
            <li key={round.id}>
              {formatInstant(round.at, language)}{' '}
              {t('budgets.round.past_item', { method: at(round.method), count: round.lines.length })}{' '}
              <a className="inline-block py-2" href={`/subsidies/rounds/${round.id}`}>
                {at('past_public')}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </Page>
  )
}

const tones = { fits: 'success', partly: 'warning', waits: 'neutral' } as const

function Waiting({ rows }: { rows: Data['waiting'] }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.round.${key}`, params)
  if (rows.length === 0) return <p>{at('none')}</p>
  return (
    <>
      <MoneyTable
        caption={at('caption')}
        head={[
          { label: at('order') },
          { label: at('application') },
          { label: at('on') },
          { label: at('urgency'), money: true },
          { label: at('amount'), money: true },
          { label: at('running'), money: true },
          { label: at('fit') },
        ]}
        rows={rows.map((one) => [
          one.ranking ?? at('unplaced'),
          <span key="application">
            <a href={`/desk/subsidies/${one.id}`}>
              {one.receipt} {one.title}
            </a>
            <br />
            {one.association}
          </span>,
          one.on ? formatDay(one.on, language) : '',
          one.urgency ?? at('unjudged'),
          one.amount,
          one.total,
          <Badge key="fit" tone={tones[one.fit]}>
            {at(one.fit, { room: wordAmount(one.room, language) })}
          </Badge>,
        ])}
      />
      {rows.some(({ ranking }) => ranking === null) && <p className="support">{at('unplaced_note')}</p>}
    </>
  )
}

/** What an action refused, where it was this form that was sent. */
function useAnswerOf(intent: string) {
  const answer = useActionData<typeof action>()
  return answer && 'values' in answer && answer.values.intent === intent ? answer : undefined
}

function Judge({ data: { waiting } }: { data: Data }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`budgets.round.${key}`, params)
  return (
    <section className="no-print stack">
      <h2>{at('judge_title')}</h2>
      <p>{at('judge_lead')}</p>
      <CheckedForm
        schema={urgencySchema}
        answer={useAnswerOf('judge')}
        defaults={Object.fromEntries(waiting.map((one) => [`urgency-${one.id}`, String(one.urgency ?? '')]))}
      >
        <HiddenField name="intent" value="judge" />
        {waiting.map(({ id, receipt, association, title }) => (
          <TextField
            key={id}
            name={`urgency-${id}`}
            label={at('judge_field', { receipt, association, title })}
            inputMode="numeric"
            short
          />
        ))}
        <div className="actions">
          <SubmitButton variant="secondary">{at('judge_submit')}</SubmitButton>
        </div>
      </CheckedForm>
    </section>
  )
}

function Make({ data: { methods } }: { data: Data }) {
  const t = useT()
  const answer = useAnswerOf('make')
  const at = (key: string) => t(`budgets.round.${key}`)
  return (
    <section className="no-print stack">
      <h2>{at('make_title')}</h2>
      <p>{at('make_lead')}</p>
      {methods.length === 0 ? (
        <p>{at('no_method')}</p>
      ) : (
        <CheckedForm schema={roundSchema} answer={answer}>
          <HiddenField name="intent" value="make" />
          <RadioField
            name="method"
            label={at('method')}
            options={methods.map((value) => ({
              value,
              label: at(value),
              support: at(`${value}_support`),
            }))}
            required
          />
          {methods.includes('lot') && (
            <TextField name="word" label={at('word')} support={at('word_support')} />
          )}
          <div className="actions">
            <SubmitButton>{at('make_submit')}</SubmitButton>
          </div>
        </CheckedForm>
      )}
    </section>
  )
}
