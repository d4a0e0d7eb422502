/** What the settings change: cookies over https, and the accounts of the demonstration. */
import { beforeEach, expect, test } from 'vitest'
import { signInByPassword } from '~/modules/accounts/commands/sign-in.server'
import { blankCookie } from '~/modules/accounts/session.server'
import * as signIn from '~/routes/sign-in'
import { resetDatabase } from '../../setup/database'
import { asking, mailTo, makeUser, visitor } from './support'

// Read once, at the first question.
process.env.PUBLIC_URL = 'https://portal.example.jp'
process.env.DEMO = '1'

beforeEach(resetDatabase)

const password = 'hirakata-demo'

test('over https the cookie is never sent in the clear', async () => {
  const user = await makeUser({ password })
  const { cookie } = await signInByPassword(visitor(), { email: user.email, password })
  for (const header of [cookie, blankCookie()]) expect(header).toContain('; Secure')
})

test('in a demonstration its accounts open, and the page names them', async () => {
  await makeUser({ email: 'chair@demo.example', password, demonstration: true })
  const opened = await signInByPassword(visitor(), { email: 'chair@demo.example', password })
  expect(opened.pending).toBe(false)
  expect(await signIn.loader(asking('/sign-in'))).toMatchObject({ demonstration: true, mailsKept: true })
})

test('links lead to the public address', async () => {
  const user = await makeUser()
  const fields = { email: user.email, intent: 'link' }
  await (signIn.action(asking('/sign-in', { fields }) as never) as Promise<unknown>)
  expect((await mailTo(user.email))?.text).toContain('https://portal.example.jp/sign-in/link?token=')
})
