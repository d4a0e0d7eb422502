/** 輪番の順番: who comes when, and what keepers change of it. */
import { Figures } from '~/ui/figures'
import { CheckboxListField, CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Badge, Button, ConfirmPost, Table, VisuallyHidden } from '~/ui/parts'
import { usePeriodWords } from './DutyParts'
import type { DutyDesk } from './queries/duties.server'
import { addPlacesForm } from './schema'

/** Up and down; the first and the last go one way only. */
function Move(props: { id: number; name: string; version: number; first: boolean; last: boolean }) {
  const { id, name, version, first, last } = props
  const t = useT()
  return (
    <form method="post" className="inline-form flex flex-wrap gap-2">
      <input type="hidden" name="place" value={id} />
      <input type="hidden" name="version" value={version} />
      {(['up', 'down'] as const)
        .filter((way) => !(way === 'up' ? first : last))
        .map((way) => (
          <Button key={way} variant="secondary" name="intent" value={way}>
            <VisuallyHidden>{name}: </VisuallyHidden>
            {t(`officers.duties.${way}`)}
          </Button>
        ))}
    </form>
  )
}

/** @param props.moving with what changes the order beside each */
export function OrderTable(props: { duty: DutyDesk; moving: boolean }) {
  const t = useT()
  const { duty, moving } = props
  const words = usePeriodWords(duty.period)
  const { order, version } = duty
  if (order.length === 0) return <p>{t('officers.duties.order_none')}</p>
  const head = ['who', 'next'].map((key) => t(`officers.duties.${key}`))
  const caption = t('officers.duties.order_help')
  const cells = order.map(({ id, name, next, waiting, leaves }, index) => ({
    id,
    name,
    who: (
      <>
        {index + 1}. {name} {waiting && <Badge tone="warning">{t('officers.duties.waits')}</Badge>}{' '}
        {leaves !== null && <Badge>{t('officers.duties.leaves', { period: words(leaves) })}</Badge>}
      </>
    ),
    next: next === null ? t('officers.duties.beyond') : words(next),
  }))
  if (!moving)
    return <Figures caption={caption} head={head} rows={cells.map(({ who, next }) => [who, next])} />
  return (
    <Table
      caption={caption}
      head={[...head, t('officers.duties.move')]}
      rows={cells.map(({ id, name, who, next }, index) => [
        who,
        next,
        <div key="move">
          <Move id={id} name={name} version={version} first={index === 0} last={index === order.length - 1} />
          <ConfirmPost
            summary={t('officers.duties.remove')}
            label={t('officers.duties.remove_submit', { name })}
            fields={{ intent: 'remove', place: id, version }}
          >
            <p>{t('officers.duties.remove_text')}</p>
          </ConfirmPost>
        </div>,
      ])}
    />
  )
}

export function AddPlaces({ duty, answer }: { duty: DutyDesk; answer: unknown }) {
  const t = useT()
  const { candidates, version } = duty
  if (candidates.length === 0) return <p>{t('officers.duties.add_none')}</p>
  return (
    <details open={answer !== undefined}>
      <summary>{t('officers.duties.add')}</summary>
      <CheckedForm schema={addPlacesForm} answer={answer} id="add">
        <HiddenField name="intent" value="add" />
        <HiddenField name="version" value={version} />
        <CheckboxListField
          name="units"
          label={t('officers.duties.add_units')}
          support={t('officers.duties.add_support')}
          required
          options={candidates.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <SubmitButton variant="secondary">{t('officers.duties.add_submit')}</SubmitButton>
      </CheckedForm>
    </details>
  )
}
