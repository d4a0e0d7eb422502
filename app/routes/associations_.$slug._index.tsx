/** 自治会・協議会のページ: what it is, its notices, who runs it, how to join. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requestMembership } from '~/modules/accounts/commands/memberships.server'
import { membershipsOf } from '~/modules/accounts/queries/account.server'
import { publicOfficersOf } from '~/modules/accounts/queries/officers.server'
import { audienceIds, MEMBER_KINDS, may, OFFICER_KINDS } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import {
  Above,
  Children,
  ContactBlock,
  EventList,
  HouseholdFigures,
  KindBadges,
  OfficerList,
  Paragraphs,
} from '~/modules/associations/AssociationPage'
import { Invented, SourceCredit } from '~/modules/associations/Credits'
import { DeskLinks, hasDesk } from '~/modules/associations/DeskLinks'
import { cityOutline } from '~/modules/associations/map.server'
import { associationBySlug } from '~/modules/associations/queries.server'
import { associationView } from '~/modules/associations/view.server'
import { MattersPart } from '~/modules/exchange/MattersPart'
import { mattersOf } from '~/modules/exchange/queries/list.server'
import { hallsOf } from '~/modules/halls/queries/list.server'
import { NoticeList } from '~/modules/notices/NoticeList'
import { comingEvents, latestNotices } from '~/modules/notices/queries/list.server'
import { passedOnBy } from '~/modules/notices/queries/passing.server'
import { listedFor } from '~/modules/notices/queries/versions.server'
import { unitsAt } from '~/modules/officers/queries/duty-rows.server'
import { associationTold } from '~/modules/opendata/told'
import { OpeningLinks } from '~/modules/openings/OpeningParts'
import { overdueBelow } from '~/modules/openings/queries/desk.server'
import { openingsBeside } from '~/modules/openings/queries/list.server'
import { surveysAt } from '~/modules/surveys/queries/list.server'
import { SurveysPart } from '~/modules/surveys/SurveysPart'
import { formatDay, thisMinute } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { formAction, page } from '~/platform/http.server'
import { readingOf } from '~/platform/i18n.server'
import { portalUrl, settings } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { OutlineMap } from '~/ui/map/OutlineMap'
import { type Told, toldMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList, Icon, LinkButton, PostButton } from '~/ui/parts'

type Titled = { association: { name: string }; url: string; told: Told | null }
export const meta = toldMetaFrom<Titled>((data) => data.association.name)

const NOTICES = 5
const EVENTS = 4

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [actor, reading] = await Promise.all([currentActor(args), readingOf(args.request)])
  const { path, ...association } = await associationView(actor, args.params.slug ?? '')
  const [
    notices,
    passed,
    events,
    officers,
    outline,
    memberships,
    halls,
    openings,
    overdue,
    matters,
    surveys,
  ] = await Promise.all([
    latestNotices(actor, { associationId: association.id }, NOTICES),
    association.kind === 'city' ? [] : passedOnBy(actor, association, NOTICES),
    association.kind === 'city' ? [] : comingEvents(actor, thisMinute(), EVENTS, association.district?.id),
    publicOfficersOf([association.id]),
    cityOutline(),
    actor.user ? membershipsOf(actor) : [],
    hallsOf(association.id),
    association.kind === 'city' ? [] : openingsBeside(association.id, actor.today),
    overdueBelow(actor, { kind: association.kind, path }, actor.today),
    mattersOf(association),
    surveysAt(actor, path),
  ])
  const isMember = actor.memberships.some((m) => m.associationId === association.id)
  const readsDecisions =
    OFFICER_KINDS.some((kind) => kind === association.kind) && audienceIds(actor).includes(association.id)
  const takesMembers = MEMBER_KINDS.some((kind) => kind === association.kind)
  return {
    association,
    url: portalUrl(`/associations/${association.slug}`),
    told: associationTold(settings().PUBLIC_URL, association),
    notices: await listedFor(reading, notices),
    passed: await listedFor(reading, passed),
    events: await listedFor(reading, events),
    officers,
    halls,
    openings,
    overdue,
    surveys,
    exchange: { matters, asks: may(actor, 'matter.ask', path) },
    outline,
    today: actor.today,
    demonstration: settings().DEMO,
    joining: !takesMembers
      ? ('none' as const)
      : isMember
        ? ('member' as const)
        : memberships.some((m) => m.association.slug === association.slug && m.state === 'requested')
          ? ('requested' as const)
          : actor.user
            ? ('open' as const)
            : ('guest' as const),
    desk: {
      members: takesMembers && may(actor, 'member.confirm', path),
      households: takesMembers && may(actor, 'household.keep', path),
      officers: OFFICER_KINDS.some((kind) => kind === association.kind) && may(actor, 'officer.invite', path),
      duties: unitsAt(actor, { kind: association.kind, path }).length > 0,
      circular:
        OFFICER_KINDS.some((kind) => kind === association.kind) &&
        (may(actor, 'notice.publish', path) || may(actor, 'household.keep', path)),
      hall: association.kind !== 'group' && association.kind !== 'city' && may(actor, 'hall.keep', path),
      subsidies: association.kind !== 'city' && may(actor, 'subsidy.read', path),
      helpers: association.kind !== 'city' && may(actor, 'volunteer.host', path),
      audit: may(actor, 'audit.read', path),
      resolutions: readsDecisions,
      surveys: may(actor, 'survey.run', path),
    },
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const association = await associationBySlug(args.params.slug ?? '')
  if (!association) throw new NotFound()
  await requestMembership(actor, association.id)
  return redirect(`/associations/${association.slug}?done=sent`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function AssociationPage() {
  const data = useLoaderData<typeof loader>()
  const { association, notices, passed, events, today } = data
  const t = useT()
  return (
    <Page
      title={association.name}
      crumbs={[{ href: '/associations', label: t('associations.list.title') }]}
      actions={hasDesk(data) && <DeskLinks {...data} />}
    >
      {data.overdue !== null && data.overdue > 0 && (
        <Banner tone="warning" title={t('openings.desk.below')}>
          <p>{t('openings.desk.below_text', { count: data.overdue })}</p>
        </Banner>
      )}
      <p className="support">{association.reading}</p>
      <KindBadges kind={association.kind} legal={association.legalPersonalitySince !== null} />
      {association.introduction && <Paragraphs text={association.introduction} />}

      <h2>{t('associations.page.notices')}</h2>
      {notices.length > 0 ? (
        <NoticeList notices={notices} today={today} />
      ) : (
        <p>{t('associations.page.no_notices')}</p>
      )}
      <p className="actions">
        <LinkButton href={`/notices?association=${association.slug}`}>
          {t('associations.page.all_notices')}
        </LinkButton>
        <a href={`/subscriptions?association=${association.slug}`}>
          <Icon name="bell" /> {t('subscriptions.title')}
        </a>
        <a href={`/associations/${association.slug}/notices.rss`}>
          <Icon name="feed" /> {t('associations.page.feed')}
        </a>
      </p>

      {passed.length > 0 && (
        <>
          <h2>{t('notices.passed.title')}</h2>
          <NoticeList notices={passed} today={today} />
        </>
      )}

      {events.length > 0 && (
        <>
          <h2>{t('associations.page.events')}</h2>
          <EventList events={events} />
        </>
      )}
      <p className="actions">
        <a href={`/calendar?association=${association.slug}`}>{t('events.calendar.link')}</a>
        <a href={`/associations/${association.slug}/events.ics`}>
          <Icon name="calendar" /> {t('notices.list.calendar')}
        </a>
      </p>

      {data.openings.length > 0 && (
        <>
          <h2>{t('openings.beside.title')}</h2>
          <OpeningLinks openings={data.openings} />
          <p>
            <a href={`/openings?association=${association.slug}`} className="inline-block py-2">
              {t('openings.beside.more')}
            </a>
          </p>
        </>
      )}

      <Joining data={data} />
      <Officers data={data} />

      <h2>{t('associations.page.contact')}</h2>
      {association.contact ? (
        <ContactBlock contact={association.contact} />
      ) : (
        <p>{t('associations.page.no_contact')}</p>
      )}
      <SurveysPart surveys={data.surveys} />
      <MattersPart association={association} {...data.exchange} />
      <About data={data} />
      {data.demonstration && <Invented />}
      <SourceCredit towns boundary={data.outline !== null} />
    </Page>
  )
}

function Joining({ data }: { data: Data }) {
  const { association, joining } = data
  const t = useT()
  return (
    <>
      <h2>{t('associations.page.join')}</h2>
      {association.howToJoin ? (
        <Paragraphs text={association.howToJoin} />
      ) : (
        <p>{t('associations.page.join_unsaid')}</p>
      )}
      {joining === 'member' && <p>{t('associations.page.is_member')}</p>}
      {joining === 'requested' && <p>{t('associations.page.has_requested')}</p>}
      {(joining === 'open' || joining === 'guest') && (
        <>
          {joining === 'guest' && <p className="support">{t('associations.page.join_signs_in')}</p>}
          <div className="actions">
            <PostButton
              action={`/associations/${association.slug}`}
              label={t('associations.page.join_button')}
              fields={{ intent: 'join' }}
              variant="primary"
            />
            <LinkButton href="/join">{t('associations.page.join_code')}</LinkButton>
          </div>
        </>
      )}
    </>
  )
}

function Officers({ data }: { data: Data }) {
  const { association, officers } = data
  const t = useT()
  if (association.kind === 'city') return null
  return (
    <>
      <h2>{t('associations.page.officers')}</h2>
      {officers.length > 0 ? (
        <OfficerList officers={officers} />
      ) : (
        <p>{t('associations.page.no_officers')}</p>
      )}
      <p className="support">{t('associations.page.officers_note')}</p>
      <p>
        <a href={`/associations/${association.slug}/officers`} className="inline-block py-2">
          {t('officers.page.all_seats')}
        </a>
      </p>
    </>
  )
}

function About({ data }: { data: Data }) {
  const { association, outline } = data
  const t = useT()
  const language = useLanguage()
  const { district, latitude, longitude } = association
  const above = association.above.length > 0 ? <Above above={association.above} /> : null
  return (
    <>
      <h2>{t('associations.page.about')}</h2>
      <DataList
        rows={[
          [t('associations.page.above'), above],
          [t('associations.page.district'), district && t('associations.district', { name: district.name })],
          [t('associations.page.towns'), association.towns.join('、')],
          [
            t('associations.page.legal_since'),
            association.legalPersonalitySince && formatDay(association.legalPersonalitySince, language),
          ],
          [
            t('associations.page.website'),
            association.website && (
              <a href={association.website} rel="nofollow noopener">
                {association.website}
              </a>
            ),
          ],
        ]}
      />
      {association.households !== null && (
        <>
          <h3>{t('associations.page.figures')}</h3>
          <HouseholdFigures figures={association} />
          <p className="support">{t('associations.page.figures_note')}</p>
        </>
      )}
      {association.kind !== 'group' && (
        <p>
          <a href={association.kind === 'city' ? '/requests' : `/associations/${association.slug}/requests`}>
            {t(association.kind === 'city' ? 'requests.city.link' : 'requests.association.link')}
          </a>
        </p>
      )}
      {data.halls.length > 0 && (
        <>
          <h3>{t('halls.of_association')}</h3>
          <ul className="plain-list">
            {data.halls.map(({ id, name }) => (
              <li key={id}>
                <a href={`/halls/${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {association.children.length > 0 && (
        <>
          <h2>
            {t(`associations.page.children_of.${association.kind}`, { count: association.children.length })}
          </h2>
          <Children nodes={association.children} />
        </>
      )}
      {outline && latitude !== null && longitude !== null && association.kind !== 'city' && (
        <>
          <h2>{t('associations.page.place')}</h2>
          <OutlineMap
            label={t('associations.page.place_label', { name: association.name })}
            outline={outline}
            area={association.area}
            point={[longitude, latitude]}
          />
          <p>{association.area ? t('associations.page.place_area') : t('associations.page.place_point')}</p>
          {district && (
            <p className="actions">
              <LinkButton href={`/associations/map?district=${district.id}`}>
                {t('associations.page.to_map')}
              </LinkButton>
            </p>
          )}
        </>
      )}
    </>
  )
}
