/** One office of mine: when, and whether my name is shown in public with it. */
import { dayOf, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Card, DataList, PostButton } from '~/ui/parts'
import { ConfirmPost } from './parts'
import type { Post } from './rules'
import type { Standing } from './terms'

export function OfficeCard(office: {
  id: number
  post: Post
  association: { name: string; slug: string }
  startsOn: string
  endsOn: string
  standing: Standing
  nameShown: boolean
  nameShownSince: string | null
}) {
  const { id, post, association, startsOn, endsOn, standing, nameShown, nameShownSince } = office
  const t = useT()
  const language = useLanguage()
  const title = `${association.name} ${t(`accounts.post.${post}`)}`
  return (
    <Card title={title}>
      <div className="stack">
        <DataList
          rows={[
            [
              t('accounts.officers.term'),
              <>
                {t('accounts.officers.from_to', {
                  from: formatDay(startsOn, language),
                  to: formatDay(endsOn, language),
                })}{' '}
                {standing === 'coming' && <Badge tone="info">{t('accounts.officers.coming_mark')}</Badge>}
              </>,
            ],
            [
              t('accounts.consent.title'),
              nameShown && nameShownSince
                ? t('accounts.consent.since', { day: formatDay(dayOf(new Date(nameShownSince)), language) })
                : t('accounts.consent.none'),
            ],
          ]}
        />
        {nameShown ? (
          <PostButton label={t('accounts.consent.withdraw')} fields={{ intent: 'hide_name', id }} />
        ) : (
          <ConfirmPost
            summary={t('accounts.consent.read')}
            label={t('accounts.consent.give')}
            fields={{ intent: 'show_name', id }}
            variant="primary"
          >
            <p>{t('accounts.consent.text')}</p>
          </ConfirmPost>
        )}
        <p>
          <a href={`/associations/${association.slug}/officers/${id}`} className="inline-block py-2">
            {t('accounts.officers.contact')}
          </a>
        </p>
        <p>
          <a href={`/associations/${association.slug}/officers/${id}/end`}>{t('accounts.officers.resign')}</a>
        </p>
      </div>
    </Card>
  )
}
