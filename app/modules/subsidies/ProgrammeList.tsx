/** Programmes by name, each with the years in which it holds and its drafts. */
import { useLanguage, useT } from '~/ui/i18n'
import { Card } from '~/ui/parts'
import type { ListedProgramme } from './queries/versions.server'
import { StateBadge, yearsText } from './VersionParts'

export function ProgrammeList(props: {
  title: string
  lead?: string
  programmes: readonly ListedProgramme[]
}) {
  const { title, lead, programmes } = props
  const t = useT()
  const language = useLanguage()
  if (programmes.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      {lead && <p>{lead}</p>}
      <div className="grid gap-4 md:grid-cols-2">
        {programmes.map(({ key, municipality, versions }) => (
          <Card
            key={key}
            title={`${municipality} ${versions[0]?.name ?? ''}`}
            href={`/subsidies/programmes/${key}/versions`}
          >
            <ul>
              {versions
                .filter(({ state }) => state !== 'retired')
                .map((version) => (
                  <li key={version.number}>
                    <a
                      className="inline-block py-2"
                      href={`/subsidies/programmes/${key}/versions/${version.number}`}
                    >
                      {t('programmes.version.number', { number: version.number })}
                    </a>{' '}
                    <StateBadge state={version.state} /> {yearsText(version, t, language)}
                  </li>
                ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  )
}
