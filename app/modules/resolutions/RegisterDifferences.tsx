/** 名簿のちがい: in what the list of voters and the register of households differ, and what can be done about it. */
import { useT } from '~/ui/i18n'
import { Banner, ConfirmPost } from '~/ui/parts'
import { type Differences, differenceKinds } from './rules'

/** So many names are shown at once; the rest opens. */
const SHOWN = 12

export function RegisterDifferences({ differences }: { differences: Differences }) {
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.differs.${key}`, params)
  const kinds = differenceKinds.filter((kind) => differences[kind].length > 0)
  if (kinds.length === 0) return <Banner tone="success" title={word('none')} />
  return (
    <>
      <h2>{word('title')}</h2>
      <p>{word('lead')}</p>
      {kinds.map((kind) => {
        const names = differences[kind].map(({ name }) => name)
        const rest = names.slice(SHOWN)
        return (
          <section className="card" key={kind}>
            <h3 className="card-title">{word(kind, { count: names.length })}</h3>
            <p>{word(`${kind}_text`)}</p>
            <p>
              <strong>{names.slice(0, SHOWN).join('、')}</strong>
            </p>
            {rest.length > 0 && (
              <details>
                <summary>{word('more', { count: rest.length })}</summary>
                <p>{rest.join('、')}</p>
              </details>
            )}
            {kind !== 'by_hand' && (
              <ConfirmPost
                summary={word(`${kind}_act`)}
                label={word(`${kind}_submit`, { count: names.length })}
                fields={{ intent: kind === 'missing' ? 'add_missing' : 'remove_gone' }}
                variant={kind === 'missing' ? 'primary' : 'danger'}
              />
            )}
          </section>
        )
      })}
    </>
  )
}
