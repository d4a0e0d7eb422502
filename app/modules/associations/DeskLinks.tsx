/** What those in office, and members, do from the page of an association. */
import { useT } from '~/ui/i18n'
import { Icon, LinkButton } from '~/ui/parts'

/** What somebody may do there. */
type Desk = {
  members: boolean
  households: boolean
  circular: boolean
  officers: boolean
  duties: boolean
  helpers: boolean
  hall: boolean
  subsidies: boolean
  resolutions: boolean
  surveys: boolean
  audit: boolean
}
type Shown = {
  association: { id: number; slug: string; kind: string; mayEdit: boolean; mayAdd: boolean }
  desk: Desk
}

/** Whether there is anything to do. */
export const hasDesk = ({ association, desk }: Shown): boolean =>
  association.mayEdit || association.mayAdd || Object.values(desk).some(Boolean)

export function DeskLinks({ association, desk }: Shown) {
  const t = useT()
  const at = (leaf: string) => `/associations/${association.slug}/${leaf}`
  return (
    <>
      {association.mayEdit && (
        <LinkButton href={at('edit')}>
          <Icon name="pencil" /> {t('associations.page.edit')}
        </LinkButton>
      )}
      {desk.members && <LinkButton href={at('members')}>{t('associations.page.members')}</LinkButton>}
      {desk.households && <LinkButton href={at('households')}>{t('households.register.title')}</LinkButton>}
      {desk.circular && <LinkButton href={at('circular')}>{t('circulars.links.circular')}</LinkButton>}
      {desk.officers && <LinkButton href={at('officers')}>{t('associations.page.officers_desk')}</LinkButton>}
      {desk.officers && <LinkButton href={at('openings')}>{t('openings.kept.title')}</LinkButton>}
      {desk.duties && <LinkButton href={at('duties')}>{t('officers.duties.title')}</LinkButton>}
      {desk.resolutions && <LinkButton href={at('resolutions')}>{t('resolutions.title')}</LinkButton>}
      {desk.surveys && <LinkButton href="/surveys/desk">{t('surveys.desk.title')}</LinkButton>}
      {desk.helpers && <LinkButton href={at('helpers')}>{t('attendance.helpers.title')}</LinkButton>}
      {desk.hall && (
        <LinkButton href={`/halls/new?association=${association.slug}`}>{t('halls.list.new')}</LinkButton>
      )}
      {desk.subsidies && (
        <LinkButton href={`/subsidies/applications?association=${association.slug}`}>
          {t('applications.mine.title')}
        </LinkButton>
      )}
      {desk.audit && <LinkButton href={at('audit')}>{t('associations.page.audit')}</LinkButton>}
      {association.mayAdd && (
        <LinkButton href={`/associations/new?parent=${association.id}`}>
          {t(`associations.page.add_below.${association.kind}`)}
        </LinkButton>
      )}
    </>
  )
}
