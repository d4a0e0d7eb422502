/** 読み込む前の確認: what is new, what changes from what to what, and what cannot be read and why. */
import { useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import type { Trouble } from './file/columns'

type Line = {
  line: number
  name: string
  changes: { field: string; before: string; after: string }[]
  notes: Trouble[]
}

export function ImportPreview(props: {
  plan: {
    rows: number
    same: number
    unread: string[]
    counts: { added: number; changed: number; refused: number }
    added: Line[]
    changed: Line[]
    refused: { line: number; name: string; refused: Trouble[] }[]
  }
  most: number
}) {
  const { plan, most } = props
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`halls.import.${key}`, params)
  const head = [at('line'), at('hall'), at('what')]
  return (
    <>
      <p>{at('summary', { rows: plan.rows, same: plan.same, ...plan.counts })}</p>
      {plan.unread.length > 0 && <p>{at('unread', { columns: plan.unread.join('、') })}</p>}
      {plan.refused.length > 0 && (
        <Table
          caption={at('refused')}
          head={[at('line'), at('hall'), at('why')]}
          rows={plan.refused.map(({ line, name, refused }) => [
            line,
            name,
            <Troubles key="why" troubles={refused} />,
          ])}
        />
      )}
      {plan.changed.length > 0 && (
        <Table
          caption={at('changed')}
          head={head}
          rows={plan.changed.map((line) => [line.line, line.name, <Changes key="what" line={line} />])}
        />
      )}
      {plan.added.length > 0 && (
        <Table
          caption={at('added')}
          head={head}
          rows={plan.added.map((line) => [line.line, line.name, <Changes key="what" line={line} fresh />])}
        />
      )}
      {Object.values(plan.counts).some((count) => count > most) && <p>{at('cut', { max: most })}</p>}
    </>
  )
}

function Troubles({ troubles }: { troubles: readonly Trouble[] }) {
  const t = useT()
  return (
    <ul className="plain-list">
      {troubles.map(({ key, params }, index) => (
        <li key={index}>{t(`halls.row.${key}`, params)}</li>
      ))}
    </ul>
  )
}

function Changes({ line, fresh }: { line: Line; fresh?: boolean }) {
  const t = useT()
  const shown = (text: string) => (text === '' ? t('halls.import.empty') : text.slice(0, 200))
  return (
    <>
      <ul className="plain-list">
        {line.changes.map(({ field, before, after }) => (
          <li key={field}>
            {fresh
              ? `${field}: ${shown(after)}`
              : t('halls.import.from_to', { field, before: shown(before), after: shown(after) })}
          </li>
        ))}
      </ul>
      {line.notes.length > 0 && <Troubles troubles={line.notes} />}
    </>
  )
}
