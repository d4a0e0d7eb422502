/** 引き継ぎの確認表: what changes hands, by kind, with the ticks of both sides. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Button, LinkButton, PostButton, VisuallyHidden } from '~/ui/parts'
import type { ItemShown, PackShown } from './queries/pack.server'
import { itemKinds, type Side } from './rules'

type Shown = Pick<PackShown, 'items' | 'may' | 'acts' | 'pack'> & {
  /** The address of the pack */
  here: string
  /** Whose ticks are set on this page; null: nobody's */
  side: Side | null
  /** What had been ticked when a session had ended */
  kept: readonly string[] | null
}

export function Checklist(shown: Shown) {
  const { items, side, acts, here, may } = shown
  const t = useT()
  const at = (key: string) => t(`handover.list_part.${key}`)
  const kinds = itemKinds.filter((kind) => items.some((item) => item.kind === kind))
  const groups = kinds.map((kind) => (
    <section key={kind}>
      <h3>{t(`handover.kind.${kind}`)}</h3>
      {kind === 'matter' && <p className="support">{t('handover.kind_text.matter')}</p>}
      <ul className="handover-list">
        {items
          .filter((item) => item.kind === kind)
          .map((item) => (
            <Item key={item.key} item={item} {...shown} />
          ))}
      </ul>
    </section>
  ))
  if (items.length === 0) return <p>{at('nothing')}</p>
  if (!side) return <div className="stack">{groups}</div>
  const both = may.give && may.take
  return (
    <>
      <p>
        <strong>{at(`mark_${side}`)}</strong> {acts[side] === 'paper' && at(`for_paper_${side}`)}
      </p>
      {both && (
        <div className="actions">
          <LinkButton href={`${here}?side=${side === 'out' ? 'in' : 'out'}#list`}>
            {at(side === 'out' ? 'side_in' : 'side_out')}
          </LinkButton>
        </div>
      )}
      <form method="post" action={here} className="form handover-form">
        <input type="hidden" name="intent" value="tick" />
        <input type="hidden" name="side" value={side} />
        {/* The Enter key presses the first button of a form: it saves, and does not go elsewhere. */}
        <button type="submit" hidden />
        {groups}
        <div className="actions handover-save">
          <Button>{at('save')}</Button>
        </div>
      </form>
    </>
  )
}

function Item({ item, side, kept, here, may, pack }: { item: ItemShown } & Shown) {
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`handover.list_part.${key}`, params)
  const { key, id, note, reason, given, taken, done } = item
  const on = side === 'out' ? given : taken
  const title = useItemTitle()(item)
  return (
    <li>
      {side ? (
        <label className="choice">
          <input type="hidden" name="shown" value={key} />
          <input type="checkbox" name="ticked" value={key} defaultChecked={kept ? kept.includes(key) : on} />
          <span>
            <strong>{title}</strong>
          </span>
        </label>
      ) : (
        <p className="handover-title">
          <strong>{title}</strong>
        </p>
      )}
      <div className="handover-words">
        <div className="notice-marks">
          {side !== 'out' && (
            <Badge tone={given ? 'success' : 'neutral'}>{at(given ? 'given' : 'not_given')}</Badge>
          )}
          {(side === null || (side === 'out' && taken)) && (
            <Badge tone={taken ? 'success' : 'neutral'}>{at(taken ? 'taken' : 'not_taken')}</Badge>
          )}
          {pack.state === 'taken' && isLeft(item) && (
            <Badge tone={done ? 'success' : 'warning'}>{at(done ? 'done' : 'not_done')}</Badge>
          )}
          <MatterWords item={item} />
        </div>
        {item.matter?.kind === 'aed_keeper' && <p>{t('handover.matter.text.aed_keeper')}</p>}
        {note && <p>{note}</p>}
        {reason && <p>{at('reason', { reason })}</p>}
        {(item.href || may.edit) && (
          <p className="handover-doors no-print">
            {item.href && (
              <a href={item.href}>
                {t('handover.matter.open')}
                <VisuallyHidden> {title}</VisuallyHidden>
              </a>
            )}
            {may.edit && side && (
              // Saves the ticks first: what was ticked is not lost, and a matter that is new has its row.
              <Button variant="plain" name="edit" value={key}>
                {at('edit')}
                <VisuallyHidden> {title}</VisuallyHidden>
              </Button>
            )}
          </p>
        )}
        {may.finish && id !== null && isLeft(item) && (
          <PostButton
            action={here}
            label={at(done ? 'reopen' : 'finish')}
            fields={{ intent: 'finish', item: id, done: done ? 'false' : 'true' }}
          />
        )}
      </div>
    </li>
  )
}

/** What had stayed with the incoming one, done or not. */
const isLeft = (item: ItemShown): boolean => item.kind === 'matter' || !item.taken

/** The words of an item: of a count those of its kind. */
export function useItemTitle() {
  const t = useT()
  return ({ matter, title }: Pick<ItemShown, 'matter' | 'title'>): string => {
    if (!matter) return title
    const kind = t(`handover.matter.kind.${matter.kind}`)
    if (title) return `${kind}: ${title}`
    return matter.count === null ? kind : `${kind}: ${t('handover.matter.count', { count: matter.count })}`
  }
}

/** State, whose turn it is, and by when. */
function MatterWords({ item: { matter } }: { item: ItemShown }) {
  const t = useT()
  const language = useLanguage()
  if (!matter) return null
  const words = [
    matter.word && t(matter.word),
    matter.turn && t(`handover.matter.turn_${matter.turn}`),
    matter.dueOn && t('handover.matter.due', { day: formatDay(matter.dueOn, language) }),
  ].filter(Boolean)
  return words.length > 0 ? <span>{words.join(' / ')}</span> : null
}
