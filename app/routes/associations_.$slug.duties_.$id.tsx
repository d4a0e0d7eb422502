/** One 輪番: order and plan for those who keep it; for a household when it is its turn. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { actOnDuty } from '~/modules/officers/commands/duty-acts.server'
import { AddPlaces, OrderTable } from '~/modules/officers/DutyOrder'
import { DutyFields, OwnTurns } from '~/modules/officers/DutyParts'
import { Absences, PastTable, PlanTable, Settle } from '~/modules/officers/DutyPlan'
import { type DutyDesk, dutyView } from '~/modules/officers/queries/duties.server'
import { dutySettingsForm } from '~/modules/officers/schema'
import { NotFound } from '~/platform/errors'
import { type FormAnswer, firstValue } from '~/platform/forms'
import { keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import type { Translate } from '~/platform/i18n'
import { unlessStale } from '~/platform/stale.server'
import { CheckboxField, CheckedForm, ErrorSummary, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, ConfirmPost, DataList, LinkButton, PostButton } from '~/ui/parts'
import { type Compared, StaleNotice } from '~/ui/stale-notice'

export const meta = titleMeta('officers.duties.title')

export { ErrorBoundary } from '~/ui/error-boundary'

/** The forms of the page in which something is typed or chosen */
const FORMS = ['add', 'absence', 'settle', 'settings'] as const

export const loader = page(async (args: LoaderFunctionArgs) => {
  const duty = await dutyView(await currentActor(args), idParam(args.params.id))
  if (duty.association.slug !== args.params.slug) throw new NotFound()
  const kept = (await keptFields(args.request)) ?? null
  return { duty, moving: queryParam(args.request, 'move') !== undefined, kept }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const id = idParam(args.params.id)
  const actor = requireUser(await currentActor(args))
  const act = () => actOnDuty(actor, id, fields)
  // A button has nothing to lose; what somebody typed comes back.
  const typed = FORMS.some((name) => name === fields.intent)
  const stale = typed ? await unlessStale(fields, act) : await act()
  if (stale) return stale
  const here = `/associations/${encodeURIComponent(args.params.slug ?? '')}/duties/${id}`
  // Whoever moves one place often moves another.
  const moving = fields.intent === 'up' || fields.intent === 'down' || fields.intent === 'remove'
  return redirect(`${here}?done=saved${moving ? '&move=1#order' : ''}`)
})

export default function Duty() {
  const { duty, moving, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { association, name } = duty
  const here = `/associations/${association.slug}`
  return (
    <Page
      title={name}
      lead={t(duty.as === 'keeper' ? 'officers.duties.lead' : 'officers.duties.lead_own')}
      crumbs={[
        { href: here, label: association.name },
        { href: `${here}/duties`, label: t('officers.duties.title') },
      ]}
    >
      {duty.as === 'keeper' ? (
        <Desk
          duty={duty}
          moving={moving}
          answer={answer ?? (kept ? { values: kept, errors: {}, kept: true } : undefined)}
        />
      ) : (
        <OwnTurns duty={duty} />
      )}
    </Page>
  )
}

function Desk(props: {
  duty: DutyDesk
  moving: boolean
  answer: (FormAnswer & { stale?: boolean; kept?: boolean }) | undefined
}) {
  const { duty, moving, answer } = props
  const t = useT()
  // Each form of the page takes the answer to itself only.
  const answerTo = (intent: string) => (firstValue(answer?.values, 'intent') === intent ? answer : undefined)
  const { order, left, seats, version, closedOn } = duty
  const sent = FORMS.find((name) => answerTo(name) !== undefined)
  // A button that could not be taken belongs to no form of the page.
  return (
    <>
      {!sent && <ErrorSummary errors={answer?.errors} />}
      <KeptBanner kept={sent !== undefined && answer?.kept === true} />
      {answer?.stale && (
        <StaleNotice
          typed={answer.values}
          fields={sent === 'settings' ? settingsOf(duty, t) : []}
          form={sent}
        />
      )}
      {closedOn && (
        <p>
          <Badge>{t('officers.duties.closed')}</Badge>
        </p>
      )}
      <DataList
        rows={[
          [t('officers.duties.unit'), t(`officers.duties.unit_of.${duty.unit}`)],
          [t('officers.duties.period'), t(`officers.duties.period_of.${duty.period}`)],
          [t('officers.duties.seats'), String(seats)],
          [t('officers.duties.count'), String(order.length)],
          [t('officers.duties.post'), duty.post?.name],
          [t('officers.duties.newcomers'), t(`officers.duties.${duty.autoJoin ? 'joins' : 'joins_not'}`)],
        ]}
      />
      {closedOn ? (
        <PostButton label={t('officers.duties.reopen')} fields={{ intent: 'reopen', version }} />
      ) : (
        <>
          {order.length > 0 && (
            <>
              <h2>{t('officers.duties.ahead')}</h2>
              <p>{t('officers.duties.ahead_help')}</p>
              <PlanTable duty={duty} />
            </>
          )}
          <Apart>
            <Settle duty={duty} answer={answerTo('settle')} />
          </Apart>
        </>
      )}
      <h2 id="order">{t('officers.duties.order')}</h2>
      <OrderTable duty={duty} moving={moving && !closedOn} />
      {left.length > 0 && (
        <p className="support">
          {t('officers.duties.left', { names: left.map((one) => one.name).join('、') })}
        </p>
      )}
      {!closedOn && (
        <Apart>
          {order.length > 0 && (
            <LinkButton href={moving ? '?#order' : '?move=1#order'}>
              {t(moving ? 'officers.duties.move_end' : 'officers.duties.move')}
            </LinkButton>
          )}
          <AddPlaces duty={duty} answer={answerTo('add')} />
          <h2>{t('officers.duties.absences')}</h2>
          <Absences duty={duty} answer={answerTo('absence')} />
        </Apart>
      )}
      <h2>{t('officers.duties.past')}</h2>
      <PastTable duty={duty} />
      {!closedOn && (
        <Apart>
          <Settings duty={duty} answer={answerTo('settings')} />
        </Apart>
      )}
    </>
  )
}

/** What is not for the paper that goes round: changes, and who cannot serve. */
function Apart({ children }: { children: ReactNode }) {
  return <div className="page no-print">{children}</div>
}

/** What the settings say now, to be compared. */
function settingsOf({ name, seats, post, posts, autoJoin }: DutyDesk, t: Translate): Compared[] {
  const words = (id: string) =>
    posts.find((one) => String(one.id) === id)?.name ?? t('officers.duties.post_none')
  const yes = (value: string) => t(`officers.duties.${value ? 'joins' : 'joins_not'}`)
  const label = (key: string) => t(`officers.duties.${key}`)
  return [
    { name: 'name', label: label('name'), theirs: name },
    { name: 'seats', label: label('seats'), theirs: String(seats) },
    { name: 'post', label: label('post'), theirs: post ? String(post.id) : '', words },
    { name: 'autoJoin', label: label('auto_join'), theirs: autoJoin ? 'on' : '', words: yes },
  ]
}

function Settings({
  duty,
  answer,
}: {
  duty: DutyDesk
  answer: (FormAnswer & { kept?: boolean }) | undefined
}) {
  const t = useT()
  const { name, seats, post, posts, autoJoin, version } = duty
  // What was kept over a session that ended was typed on an older page: whoever saved since is not overwritten unseen.
  const seen = (answer?.kept && firstValue(answer.values, 'version')) || version
  return (
    <>
      <h2>{t('officers.duties.settings')}</h2>
      <details open={answer !== undefined}>
        <summary>{t('officers.duties.settings')}</summary>
        <CheckedForm
          schema={dutySettingsForm}
          answer={answer}
          defaults={{
            name,
            seats: String(seats),
            post: post ? String(post.id) : '',
            ...(autoJoin && !answer && { autoJoin: 'on' }),
          }}
          id="settings"
        >
          <HiddenField name="intent" value="settings" />
          <HiddenField name="version" value={seen} />
          <DutyFields posts={posts} />
          <CheckboxField
            name="autoJoin"
            label={t('officers.duties.auto_join')}
            support={t('officers.duties.auto_join_support')}
          />
          <SubmitButton variant="secondary">{t('officers.duties.settings_submit')}</SubmitButton>
        </CheckedForm>
      </details>
      <ConfirmPost
        summary={t('officers.duties.close')}
        label={t('officers.duties.close_submit')}
        fields={{ intent: 'close', version }}
      >
        <p>{t('officers.duties.close_text')}</p>
      </ConfirmPost>
    </>
  )
}
