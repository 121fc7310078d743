/** A configuration with every setting, for people to change. `alipay-intl config check` accepts it. */
export const exampleConfiguration = `# alipay-intl.yaml: what alipay-intl reads. Paths count from the folder of this file.
# Secrets never stand here: { env: NAME } or { file: path } says where they are.

merchants:
  - id: "2088000000000000"          # PID or MID, as in the names of the files
    name: Example Café              # for people; may be left out
    family: B0                      # A1 to A6, B0 to B4: docs/wire/statements
    reports: [transaction, settlement, summary] # what Alipay writes for you; batch, too
    booksBegin: 2026-11-01          # the first day that is reconciled
    contract:
      settlement: T+1               # T+N, W+N or M+N working days
      graceDays: 1                  # days beyond it before a settlement is overdue
      refundReachDays: 365          # so long refunds may be of payments before booksBegin
      fees:                         # the first that fits a payment counts
        - currency: USD             # any where left out
          from: 2026-01-01          # first and last day; without end where left out
          to: 2026-12-31
          perMillion: 6000          # millionths of the gross: 6000 is 0.6 %
          fixed: 0                  # on top; smallest unit of the settlement currency
          least: 0                  # not less, not more
          most: 100000
          onRefund: returned        # or kept
          tolerance: 1              # smallest units that a fee may be off
        - perMillion: 8000
      rates:
        - from: KRW
          to: USD
          fromDay: 2026-01-01
          toDay: 2026-12-31
          rate: 0.00073             # units of "to" for one of "from"
          tolerancePerMillion: 1000
    ledger:                         # your own books: just one of the three
      csv: ledger/{merchant}/{day}.csv
      # sql: select * from own_books where occurred_at >= $1 and occurred_at < $2 # docs/own-books.md
      # database: { env: SHOP_DATABASE_URL } # the store's where left out; it is only read
      # journal: example-cafe       # scope of the payment journal in the store
    payouts: payouts.csv            # what the bank received; may be left out
    daysWithoutBusiness:            # confirmed by Alipay, where own books have some: docs/days.md
      - { day: 2026-12-25, currency: USD } # all currencies where left out
    directories: ["/download/{merchant}/{day}"] # the known ones of the family where left out
    statements:                     # how files are read; found where left out
      unit: major                   # or smallest: B1, B2 and A6 only
      encoding: utf-8               # or gb18030
      accept: [LAST_LINE_UNFINISHED] # defects that you have looked at: docs/statements.md

sftp:                               # for all merchants; one may have its own
  servers:                          # the next one where one cannot be reached
    - host: isftp.alipay.com
      port: 22
      hostKey:                      # proven from two sides: docs/fetching.md
        fingerprints: ["SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] # not a real one
        types: [ssh-ed25519]
    - host: sftp.alipay.com
      hostKey: { knownHosts: alipay_known_hosts }
  user: example-user
  password: { env: ALIPAY_SFTP_PASSWORD }
  # privateKey: { file: /etc/alipay-intl/id_ed25519 }
  # passphrase: { env: ALIPAY_SFTP_PASSPHRASE }

store:                              # just one of the two
  pglite: data/store                # a folder, for one process at a time
  # postgres: { env: ALIPAY_DATABASE_URL } # for several machines

folders:
  statements: data/statements       # files as Alipay wrote them
  rows: data/rows                   # rows of each day, as Parquet
  reports: data/reports             # a page, a table and JSON for each day
  work: data/work                   # what does not fit into memory: a local disk; in rows where left out

calendar:                           # beside weekends and the Chinese holidays that are known
  holidays: [2027-12-24]            # nothing is settled on these
  workdays: [2027-12-25]            # weekend days on which something is
  knownThrough: 2027-12-31          # the last day that is known with these, where that is later

queue:                              # for nightly enqueue and nightly work
  retries: 5
  retryDelaySeconds: 30             # twice as long each time
  expirySeconds: 7200               # a task that takes longer counts as abandoned

limits:
  memoryBytesMax: 800000000         # beyond, matching goes on on the disk
  breaksMax: 100000                 # breaks that are listed for a day; all are counted
`;
