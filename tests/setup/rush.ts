/** Five hundred who apply at the same moment, as browsers would. */
import { randomUUID } from 'node:crypto'

const KANA = 'アイウエオカキクケコ'

export type Applicant = { email: string; status: number; location: string }

/** Sends so many applications for one session at once and waits for every answer. */
export function rush(url: string, origin: string, sessionId: number, count: number): Promise<Applicant[]> {
  const one = async (number: number): Promise<Applicant> => {
    const email = `rush${number}-${randomUUID()}@people.example`
    const body = new URLSearchParams({
      submission: randomUUID(),
      me: '',
      call: '',
      stage: 'adult',
      family_name: '山田',
      given_name: '花',
      family_reading: 'ヤマダ',
      given_reading: [...String(number)].map((digit) => KANA[Number(digit)]).join(''),
      email,
      emergency_name: '母',
      emergency_phone: '072-000-0000',
      agree: 'on',
    })
    const response = await fetch(`${url}/volunteering/sessions/${sessionId}/apply`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: origin, 'Accept-Language': 'ja' },
      body,
    })
    await response.arrayBuffer()
    return { email, status: response.status, location: response.headers.get('Location') ?? '' }
  }
  return Promise.all(Array.from({ length: count }, (_, index) => one(index)))
}
