/** A refusal on the screen: the way back where there is one, and no sign-in for whoever is signed in. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { translator } from '~/platform/i18n.server'
import { ErrorPage } from '~/ui/error-page'
import { WordsProvider } from '~/ui/i18n'

const shown = (props: Parameters<typeof ErrorPage>[0]) =>
  renderToStaticMarkup(
    <WordsProvider language="ja" t={translator('ja')}>
      <ErrorPage {...props} />
    </WordsProvider>,
  )

test('signing in is offered to guests alone', () => {
  expect(shown({ status: 403, errorKey: 'not_allowed' })).toContain('/sign-in')
  expect(shown({ status: 403, errorKey: 'not_allowed', signedIn: true })).not.toContain('/sign-in')
})

test('a state is told in words, and the way back stands on a button', () => {
  const page = shown({
    status: 409,
    errorKey: 'not_now',
    params: { word: 'applications.state.reviewing', back: '/desk/subsidies/3' },
    signedIn: true,
  })
  expect(page).toContain('審査中')
  expect(page).toContain('href="/desk/subsidies/3"')
})
