/** 仕事を分けて募集する: which part, in which way, and what the opening would say. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Button, DataList, LinkButton } from '~/ui/parts'
import { type CardTask, FISCAL_MONTHS, type Offer, type OpeningDraft, offerHref, offerKinds } from './rules'
import { TaskMarks } from './TaskCard'
import { useTaskWords } from './TaskParts'

/** A form that only asks: its answer is the same page with the opening as it would be. */
export function OfferForm(props: { tasks: readonly CardTask[]; offer: Offer | null; post: number }) {
  const { tasks, offer, post } = props
  const t = useT()
  const words = useTaskWords()
  const at = (key: string) => t(`officers.offer.${key}`)
  return (
    <form method="get" className="form">
      <input type="hidden" name="post" value={post} />
      <fieldset className="field">
        <legend>{at('kind_label')}</legend>
        {offerKinds.map((kind) => (
          <label className="choice" key={kind}>
            <input type="radio" name="kind" value={kind} defaultChecked={(offer?.kind ?? 'post') === kind} />
            <span>
              {at(`kind.${kind}`)}
              <span className="support block">{at(`about.${kind}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="field">
        <legend>{at('tasks_label')}</legend>
        <p className="support">{at('tasks_support')}</p>
        {tasks.map((task) => (
          <label className="choice" key={task.id}>
            <input
              type="checkbox"
              name="task"
              value={task.id}
              defaultChecked={offer?.tasks.includes(task.id)}
            />
            <span>
              {task.title} <TaskMarks task={task} />
              <span className="support block">
                {words.when(task)} {words.each(task)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="field">
        <legend>{at('months_label')}</legend>
        <p className="support">{at('months_support')}</p>
        {FISCAL_MONTHS.map((month) => (
          <label className="choice" key={month}>
            <input
              type="checkbox"
              name="month"
              value={month}
              defaultChecked={offer?.months.includes(month)}
            />
            <span>{words.month(month)}</span>
          </label>
        ))}
      </fieldset>
      <div className="actions">
        <Button>{at('look')}</Button>
      </div>
    </form>
  )
}

/** The opening as it would begin; nothing is written before the next page is sent. */
export function OfferPreview({ draft, offer, slug }: { draft: OpeningDraft; offer: Offer; slug: string }) {
  const t = useT()
  const words = useTaskWords()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`officers.offer.${key}`, params)
  return (
    <section className="card">
      <h2 className="card-title">{draft.title}</h2>
      <DataList
        rows={[
          [at('kind_label'), at(`kind.${draft.kind}`)],
          [at('time'), at('time_month', { time: words.time(draft.minutes) })],
          [
            at('months'),
            draft.months.length === 0 ? t('officers.tasks.every_month') : words.months(draft.months),
          ],
          [
            at('span'),
            draft.startsOn && draft.endsOn
              ? at('span_of', {
                  from: formatDay(draft.startsOn, language),
                  to: formatDay(draft.endsOn, language),
                })
              : '',
          ],
          [at('places'), at('places_of', { n: draft.places })],
          [at('companions'), draft.companions],
        ]}
      />
      <p className="whitespace-pre-line" lang="ja">
        {draft.body}
      </p>
      <div className="actions">
        <LinkButton href={offerHref(slug, draft.postId, offer)} variant="primary">
          {at('go_on')}
        </LinkButton>
      </div>
    </section>
  )
}
