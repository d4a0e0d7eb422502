/** What the open interface gives out, address by address. */
import { useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import { BASE, type Operation, operationNames, operations } from './operations'

const all: readonly Operation[] = operationNames.map((name) => operations[name])

/** One section for each kind of data: its lists, what stands behind each name, and by what it can be narrowed. */
export function OperationTable() {
  const t = useT()
  const words = [...new Set(all.map((operation) => operation.words))]
  return (
    <Table
      caption={t('opendata.data.title')}
      head={[t('opendata.data.data'), t('opendata.data.address'), t('opendata.data.filters')]}
      rows={words.map((word) => {
        const of = all.filter((operation) => operation.words === word)
        const filters = [...new Set(of.flatMap(({ query }) => Object.keys(query.shape)))]
        return [
          <>
            <strong>{t(`opendata.resource.${word}.title`)}</strong>
            <br />
            {t(`opendata.resource.${word}.text`)}
          </>,
          <ul key="at" className="plain-list">
            {of.map(({ path, example = '', list }) => (
              <li key={path}>
                {list ? (
                  <a href={`${BASE}${path}${example}`} className="inline-block py-2 break-all">
                    <code>{`${BASE}${path}${example}`}</code>
                  </a>
                ) : (
                  <code className="break-all">{`${BASE}${path}`}</code>
                )}
              </li>
            ))}
          </ul>,
          <code key="by" className="break-words">
            {filters.join(', ') || '–'}
          </code>,
        ]
      })}
    />
  )
}
