/** What the portal is. It needs no data, so it is also the measure of how fast a page can be made at all. */
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Card } from '~/ui/parts'

export const meta = titleMeta('portal.about.title')

const parts = ['notices', 'associations', 'paper', 'people'] as const

export default function About() {
  const t = useT()
  return (
    <Page title={t('portal.about.title')} lead={t('portal.about.lead')} crumbs={[]}>
      <div className="stack">
        {parts.map((part) => (
          <Card key={part} title={t(`portal.about.${part}.title`)}>
            <p>{t(`portal.about.${part}.text`)}</p>
          </Card>
        ))}
      </div>
      <h2>{t('portal.about.sources.title')}</h2>
      <p>{t('portal.about.sources.text')}</p>
      <ul className="bullets">
        <li>{t('portal.about.sources.boundary')}</li>
        <li>{t('portal.about.sources.towns')}</li>
        <li>{t('portal.about.sources.schools')}</li>
        <li>{t('portal.about.sources.tiles')}</li>
      </ul>
    </Page>
  )
}
