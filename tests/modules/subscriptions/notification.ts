/** As a mail server sends it, with what differs left open. */
export function notification(given: {
  to: string
  original?: string
  action?: string
  status?: string
  messageId?: string
}) {
  const { to, original, action = 'failed', status = '5.1.1', messageId = '<x@portal>' } = given
  return [
    'From MAILER-DAEMON Sun Nov 22 10:00:00 2026',
    'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4F1A.1234/mx.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4F1A.1234/mx.example',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `<${to}>: unknown user`,
    '',
    '--4F1A.1234/mx.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    'Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0900 (JST)',
    '',
    `Final-Recipient: rfc822; ${to}`,
    ...(original ? [`Original-Recipient: rfc822;${original}`] : []),
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1',
    '    unknown user',
    '',
    '--4F1A.1234/mx.example',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--4F1A.1234/mx.example--',
    '',
  ].join('\r\n')
}
