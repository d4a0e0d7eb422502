/** 当日の受付: opened by the host, or with the key of the day from the supervisor's sheet (`?key=`). */
import { randomUUID } from 'node:crypto'
import {
  data,
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { closeSession } from '~/modules/attendance/commands/day.server'
import { markPerson, takeWalkIn, undoWalkIn } from '~/modules/attendance/commands/marks.server'
import { DeskPage } from '~/modules/attendance/desk/DeskPage'
import script from '~/modules/attendance/desk/desk.browser?script'
import looks from '~/modules/attendance/desk/desk.css?url'
import { deskView } from '~/modules/attendance/queries/people.server'
import { closeForm, markForm, memberForm, walkInForm } from '~/modules/attendance/schema'
import { firstValue, intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'
import styles from '~/ui/styles.css?url'

export { ErrorBoundary } from '~/ui/error-boundary'

/** Nothing but what one needs: the page is kept on the phone for the day. */
export const handle = { bare: true }
export const meta = titleMeta('attendance.desk.title')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: looks }]

/** The worker learns from these which files belong to the page that it keeps. */
export const headers: HeadersFunction = ({ loaderHeaders }) => ({
  Link: [
    `<${styles}>; rel=preload; as=style`,
    `<${looks}>; rel=preload; as=style`,
    `<${script}>; rel=preload; as=script`,
  ].join(', '),
  'X-Desk': loaderHeaders.get('X-Desk') ?? '',
  'X-Robots-Tag': 'noindex',
})

export const loader = page(async (args: LoaderFunctionArgs) => {
  const key = queryParam(args.request, 'key') ?? null
  const find = queryParam(args.request, 'find', 30) ?? ''
  const opener = { actor: await currentActor(args), key }
  const desk = await deskView(opener, idParam(args.params.session))
  const wanted = find.normalize('NFKC').toUpperCase()
  const people = desk.people.filter(
    ({ code, name }) => code.startsWith(wanted) || name.toUpperCase().includes(wanted),
  )
  return data(
    {
      desk: { ...desk, people },
      key,
      find,
      marks: Array.from({ length: people.length + 1 }, () => randomUUID() as string),
    },
    { headers: { 'X-Desk': desk.state } },
  )
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.session)
  const key = queryParam(args.request, 'key') ?? null
  const { fields } = await readForm(args)
  const opener = { actor: await currentActor(args), key }
  const back = (done: string, hash = '') => {
    const query = new URLSearchParams({ ...(key && { key }), done })
    return redirect(`/volunteering/sessions/${id}/desk?${query}${hash}`)
  }
  const intent = intentOf(fields)
  if (intent === 'close') {
    await closeSession(opener, id, check(closeForm, fields).rest)
    return back('desk_closed')
  }
  if (intent === 'walk_in') {
    await takeWalkIn(opener, id, check(walkInForm, fields))
    return back('walk_in_taken')
  }
  if (intent === 'undo') {
    await undoWalkIn(opener, id, check(memberForm, fields).member)
    return back('walk_in_undone')
  }
  const form = check(markForm, fields)
  await markPerson(opener, id, form)
  return back('marked', `#m-${form.member}`)
})

export default function Desk() {
  const { desk, key, find, marks } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const answered = firstValue(answer?.values, 'intent') ?? ''
  return (
    <DeskPage
      desk={{ ...desk, startsAt: new Date(desk.startsAt), endsAt: new Date(desk.endsAt) }}
      keyed={key}
      marks={marks}
      find={find}
      script={script}
      answer={answer}
      answered={answered}
    />
  )
}
