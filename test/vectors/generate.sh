#!/usr/bin/env bash
#
# Makes the fixed test vectors of this folder. All cryptography is done by the
# openssl command line; bash only cuts and joins text.
#
#   generate.sh           keep the existing keys, (re)make everything else
#   generate.sh --check   make everything in a temporary folder and compare;
#                         exit 1 on any difference
#
# See README.md.
set -euo pipefail
# Lets a function at the end of a pipe set variables of this shell.
shopt -s lastpipe
export LC_ALL=C
# Keep settings of this computer out of the results.
export OPENSSL_CONF=/dev/null

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly password='test-password'

mode=generate
case "${1-}" in
  '') ;;
  --check) mode=check ;;
  *)
    echo 'usage: generate.sh [--check]' >&2
    exit 2
    ;;
esac

fail() {
  echo "generate.sh: $*" >&2
  exit 1
}

case "$(openssl version)" in
  'OpenSSL 3.'*) ;;
  *) fail 'needs OpenSSL 3' ;;
esac

tmp=$(mktemp -d)
readonly tmp
trap 'rm -rf -- "$tmp"' EXIT
readonly out=$tmp/out keys=$tmp/out/keys work=$tmp/scratch
mkdir -p "$keys" "$work"

# ---------------------------------------------------------------- small tools

# Bare base64 on one line, without a line end.
b64() { openssl base64 -A; }

# Hex text on stdin to bytes on stdout.
unhex() {
  local hex
  hex=$(tr -d ' \n')
  # shellcheck disable=SC2059
  printf "$(sed 's/../\\x&/g' <<<"$hex")"
}

sha256_of() { openssl dgst -sha256 -r "$1" | cut -d' ' -f1; }

# A JSON string. Only printable text is ever passed in.
json() {
  local text=$1
  [[ $text != *[[:cntrl:]]* ]] || fail "control character in JSON text: $text"
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  printf '"%s"' "$text"
}

# join <file> : the lines of a file as the elements of a JSON array body.
join_lines() { sed '$!s/$/,/' "$1"; }

# --------------------------------------------------------------------- keys

readonly pairs=(merchant alipay alipay-v2 rsa3072)

# once <file> <command...> : keep a file that exists, else make it with the
# command, which gets the file name as its last argument.
once() {
  local file=$1
  shift
  if [[ -e $here/keys/$file ]]; then
    cp -- "$here/keys/$file" "$keys/$file"
  elif [[ $mode == check ]]; then
    fail "keys/$file is missing"
  else
    "$@" "$keys/$file"
  fi
}

make_rsa() { openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:$1" -out "$2"; }
make_rsa_e3_public() {
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 |
    openssl pkey -pubout -out "$1"
}
make_rsa_pss() { openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out "$1"; }
make_ec() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
make_ed25519() { openssl genpkey -quiet -algorithm ED25519 -out "$1"; }
make_encrypted_pkcs8() {
  openssl pkcs8 -topk8 -v2 aes-256-cbc -passout "pass:$password" -in "$1" -out "$2"
}
make_encrypted_traditional() {
  openssl rsa -traditional -aes256 -passout "pass:$password" -in "$1" -out "$2" 2>/dev/null
}
make_encrypted_pkcs8_b64() {
  openssl pkcs8 -topk8 -v2 aes-256-cbc -passout "pass:$password" -in "$1" -outform DER | b64 >"$2"
}
make_openssh() {
  ssh-keygen -q -t rsa -b 2048 -N '' -C test-only -f "$1"
  rm -f -- "$1.pub"
}
make_p12_modern() {
  openssl pkcs12 -export -inkey "$keys/$1.private.pkcs8.pem" -in "$keys/$1.certificate.pem" \
    -name "test-only $1" -passout "pass:$password" \
    -keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256 -out "$2"
}
make_p12_legacy() {
  openssl pkcs12 -export -inkey "$keys/$1.private.pkcs8.pem" -in "$keys/$1.certificate.pem" \
    -name "test-only $1" -passout "pass:$password" \
    -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -out "$2"
}

# list <file> <holds> <container> <pair> <expect> [reason] [password]
list() {
  [[ -s $keys/$1 ]] || fail "keys/$1 was not made"
  local line
  line="  { \"file\": $(json "$1"), \"holds\": $(json "$2"), \"container\": $(json "$3")"
  line+=", \"pair\": $(json "$4"), \"expect\": $(json "$5")"
  [[ -z ${6-} ]] || line+=", \"reason\": $(json "$6")"
  [[ -z ${7-} ]] || line+=", \"password\": $(json "$7")"
  printf '%s }\n' "$line" >>"$work/index"
}
accept() { list "$1" "$2" "$3" "$4" accept '' "${5-}"; }
refuse() { list "$1" "$2" "$3" "$4" refuse "$5"; }

# The same PEM with other line ends, a byte order mark and blanks around it.
pem_dress() {
  local source=$1 stem=$2
  sed 's/$/\r/' "$source" >"$stem.crlf.pem"
  { printf '\xEF\xBB\xBF' && cat "$source"; } >"$stem.bom.pem"
  { cat "$source" && printf '\n\n\n'; } >"$stem.trailing-newlines.pem"
  { printf '\n \n   ' && cat "$source"; } >"$stem.leading-blanks.pem"
}

# The numbers of a PKCS#1 private key, base64url, one per line:
# version n e d p q dp dq qi.
rsa_numbers() {
  local hex
  openssl asn1parse -inform DER -in "$1" | sed -n 's/.*INTEGER *:\([0-9A-F]*\)$/\1/p' |
    while read -r hex; do
      unhex <<<"$hex" | b64 | tr '+/' '-_' | tr -d '='
      echo
    done
}

make_jwk() {
  local pair=$1 n
  mapfile -t n < <(rsa_numbers "$keys/$pair.private.pkcs1.der")
  [[ ${#n[@]} == 9 ]] || fail "unexpected RSA private key layout in $pair"
  printf '{\n  "kty": "RSA",\n  "n": "%s",\n  "e": "%s"\n}\n' "${n[1]}" "${n[2]}" \
    >"$keys/$pair.public.jwk.json"
  {
    printf '{\n  "kty": "RSA",\n  "n": "%s",\n  "e": "%s",\n  "d": "%s",\n' "${n[1]}" "${n[2]}" "${n[3]}"
    printf '  "p": "%s",\n  "q": "%s",\n' "${n[4]}" "${n[5]}"
    printf '  "dp": "%s",\n  "dq": "%s",\n  "qi": "%s"\n}\n' "${n[6]}" "${n[7]}" "${n[8]}"
  } >"$keys/$pair.private.jwk.json"
}

# Self-signed, with a fixed serial number and validity.
make_certificate() {
  local pair=$1 ca=$work/ca-$1
  mkdir -p "$ca/new"
  : >"$ca/database"
  echo 01 >"$ca/serial"
  cat >"$ca/ca.cnf" <<CNF
[req]
prompt = no
distinguished_name = name
string_mask = utf8only
[name]
O = Test vectors only
CN = test-only $pair
[ca]
default_ca = self
[self]
database = $ca/database
serial = $ca/serial
new_certs_dir = $ca/new
default_md = sha256
policy = any
unique_subject = no
x509_extensions = ext
[any]
organizationName = optional
commonName = supplied
[ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
CNF
  openssl req -new -sha256 -config "$ca/ca.cnf" -key "$keys/$pair.private.pkcs8.pem" -out "$ca/request.pem"
  openssl ca -batch -selfsign -notext -config "$ca/ca.cnf" -keyfile "$keys/$pair.private.pkcs8.pem" \
    -startdate 20200101000000Z -enddate 20491231235959Z \
    -in "$ca/request.pem" -out "$keys/$pair.certificate.pem" 2>"$ca/log" ||
    fail "certificate of $pair: $(cat "$ca/log")"
}

make_pair() {
  local pair=$1 bits=2048
  [[ $pair != rsa3072 ]] || bits=3072
  local private=$keys/$pair.private public=$keys/$pair.public

  once "$pair.private.pkcs8.pem" make_rsa "$bits"
  [[ $(openssl rsa -in "$private.pkcs8.pem" -noout -text | head -n 1) == *"($bits bit"* ]] ||
    fail "$pair is not an RSA key of $bits bits"
  openssl pkey -in "$private.pkcs8.pem" -check -noout >/dev/null || fail "$pair is not a sound key"

  openssl pkey -in "$private.pkcs8.pem" -outform DER |
    openssl pkcs8 -topk8 -nocrypt -inform DER -outform DER -out "$private.pkcs8.der"
  openssl rsa -traditional -in "$private.pkcs8.pem" -out "$private.pkcs1.pem" 2>/dev/null
  openssl rsa -traditional -in "$private.pkcs8.pem" -outform DER -out "$private.pkcs1.der" 2>/dev/null
  local form
  for form in pkcs8 pkcs1; do
    b64 <"$private.$form.der" >"$private.$form.b64"
    openssl base64 -in "$private.$form.der" -out "$private.$form.wrapped.b64"
  done
  pem_dress "$private.pkcs8.pem" "$private.pkcs8"
  sed 's/RSA PRIVATE KEY/PRIVATE KEY/' "$private.pkcs1.pem" >"$private.pkcs1-body-pkcs8-label.pem"
  sed 's/PRIVATE KEY/RSA PRIVATE KEY/' "$private.pkcs8.pem" >"$private.pkcs8-body-pkcs1-label.pem"

  openssl pkey -in "$private.pkcs8.pem" -pubout -out "$public.spki.pem"
  openssl pkey -in "$private.pkcs8.pem" -pubout -outform DER -out "$public.spki.der"
  b64 <"$public.spki.der" >"$public.spki.b64"
  openssl base64 -in "$public.spki.der" -out "$public.spki.wrapped.b64"
  openssl rsa -in "$private.pkcs8.pem" -RSAPublicKey_out -out "$public.pkcs1.pem" 2>/dev/null
  pem_dress "$public.spki.pem" "$public.spki"
  sed 's/PUBLIC KEY/RSA PUBLIC KEY/' "$public.spki.pem" >"$public.spki-body-pkcs1-label.pem"

  make_jwk "$pair"
  make_certificate "$pair"
  once "$pair.modern.p12" make_p12_modern "$pair"
  once "$pair.legacy.p12" make_p12_legacy "$pair"

  accept "$pair.private.pkcs8.pem" private pkcs8-pem "$pair"
  accept "$pair.private.pkcs8.der" private pkcs8-der "$pair"
  accept "$pair.private.pkcs8.b64" private pkcs8-base64 "$pair"
  accept "$pair.private.pkcs8.wrapped.b64" private pkcs8-base64-wrapped "$pair"
  accept "$pair.private.pkcs8.crlf.pem" private pkcs8-pem-crlf "$pair"
  accept "$pair.private.pkcs8.bom.pem" private pkcs8-pem-bom "$pair"
  accept "$pair.private.pkcs8.trailing-newlines.pem" private pkcs8-pem-trailing-newlines "$pair"
  accept "$pair.private.pkcs8.leading-blanks.pem" private pkcs8-pem-leading-blanks "$pair"
  accept "$pair.private.pkcs1.pem" private pkcs1-pem "$pair"
  accept "$pair.private.pkcs1.der" private pkcs1-der "$pair"
  accept "$pair.private.pkcs1.b64" private pkcs1-base64 "$pair"
  accept "$pair.private.pkcs1.wrapped.b64" private pkcs1-base64-wrapped "$pair"
  accept "$pair.private.pkcs1-body-pkcs8-label.pem" private pkcs1-body-pkcs8-label-pem "$pair"
  accept "$pair.private.pkcs8-body-pkcs1-label.pem" private pkcs8-body-pkcs1-label-pem "$pair"
  accept "$pair.private.jwk.json" private jwk "$pair"
  accept "$pair.modern.p12" private pkcs12-aes256-sha256 "$pair" "$password"
  accept "$pair.legacy.p12" private pkcs12-3des-sha1 "$pair" "$password"
  accept "$pair.public.spki.pem" public spki-pem "$pair"
  accept "$pair.public.spki.der" public spki-der "$pair"
  accept "$pair.public.spki.b64" public spki-base64 "$pair"
  accept "$pair.public.spki.wrapped.b64" public spki-base64-wrapped "$pair"
  accept "$pair.public.spki.crlf.pem" public spki-pem-crlf "$pair"
  accept "$pair.public.spki.bom.pem" public spki-pem-bom "$pair"
  accept "$pair.public.spki.trailing-newlines.pem" public spki-pem-trailing-newlines "$pair"
  accept "$pair.public.spki.leading-blanks.pem" public spki-pem-leading-blanks "$pair"
  accept "$pair.public.pkcs1.pem" public pkcs1-public-pem "$pair"
  accept "$pair.public.spki-body-pkcs1-label.pem" public spki-body-pkcs1-label-pem "$pair"
  accept "$pair.public.jwk.json" public jwk "$pair"
  accept "$pair.certificate.pem" public x509-pem "$pair"
}

make_refusals() {
  local merchant=$keys/merchant.private.pkcs8.pem

  once refused.encrypted-pkcs8.pem make_encrypted_pkcs8 "$merchant"
  once refused.encrypted-traditional.pem make_encrypted_traditional "$merchant"
  once refused.encrypted-pkcs8.b64 make_encrypted_pkcs8_b64 "$merchant"
  refuse refused.encrypted-pkcs8.pem private encrypted-pkcs8-pem merchant encrypted
  refuse refused.encrypted-traditional.pem private encrypted-traditional-pem merchant encrypted
  refuse refused.encrypted-pkcs8.b64 private encrypted-pkcs8-base64 merchant encrypted

  once refused.ec-p256.private.pkcs8.pem make_ec
  local ec=$keys/refused.ec-p256
  openssl ec -in "$ec.private.pkcs8.pem" -out "$ec.private.sec1.pem" 2>/dev/null
  openssl pkcs8 -topk8 -nocrypt -in "$ec.private.pkcs8.pem" -outform DER | b64 >"$ec.private.pkcs8.b64"
  openssl pkey -in "$ec.private.pkcs8.pem" -pubout -out "$ec.public.spki.pem"
  openssl pkey -in "$ec.private.pkcs8.pem" -pubout -outform DER | b64 >"$ec.public.spki.b64"
  refuse refused.ec-p256.private.pkcs8.pem private pkcs8-pem ec-p256 not-rsa
  refuse refused.ec-p256.private.pkcs8.b64 private pkcs8-base64 ec-p256 not-rsa
  refuse refused.ec-p256.private.sec1.pem private sec1-pem ec-p256 not-rsa
  refuse refused.ec-p256.public.spki.pem public spki-pem ec-p256 not-rsa
  refuse refused.ec-p256.public.spki.b64 public spki-base64 ec-p256 not-rsa

  once refused.ed25519.private.pkcs8.pem make_ed25519
  refuse refused.ed25519.private.pkcs8.pem private pkcs8-pem ed25519 not-rsa

  once refused.rsa1024.private.pkcs8.pem make_rsa 1024
  local small=$keys/refused.rsa1024
  openssl rsa -traditional -in "$small.private.pkcs8.pem" -out "$small.private.pkcs1.pem" 2>/dev/null
  openssl pkey -in "$small.private.pkcs8.pem" -pubout -out "$small.public.spki.pem"
  openssl pkey -in "$small.private.pkcs8.pem" -pubout -outform DER | b64 >"$small.public.spki.b64"
  refuse refused.rsa1024.private.pkcs8.pem private pkcs8-pem rsa1024 too-short
  refuse refused.rsa1024.private.pkcs1.pem private pkcs1-pem rsa1024 too-short
  refuse refused.rsa1024.public.spki.pem public spki-pem rsa1024 too-short
  refuse refused.rsa1024.public.spki.b64 public spki-base64 rsa1024 too-short

  once refused.rsa-pss.private.pkcs8.pem make_rsa_pss
  refuse refused.rsa-pss.private.pkcs8.pem private pkcs8-pem rsa-pss rsa-pss

  once refused.rsa2048-e3.public.spki.pem make_rsa_e3_public
  refuse refused.rsa2048-e3.public.spki.pem public spki-pem rsa2048-e3 small-exponent

  if [[ -e $here/keys/refused.openssh ]] || command -v ssh-keygen >/dev/null; then
    once refused.openssh make_openssh
    refuse refused.openssh private openssh openssh openssh
  fi

  openssl req -new -sha256 -config "$work/ca-merchant/ca.cnf" -key "$merchant" -out "$keys/refused.csr.pem"
  refuse refused.csr.pem request pkcs10-pem merchant certificate-request

  head -c 600 "$keys/merchant.private.pkcs8.der" >"$work/cut.der"
  {
    echo '-----BEGIN PRIVATE KEY-----'
    openssl base64 -in "$work/cut.der"
    echo '-----END PRIVATE KEY-----'
  } >"$keys/refused.truncated-pkcs8.pem"
  b64 <"$work/cut.der" >"$keys/refused.truncated-pkcs8.b64"
  head -n 12 "$merchant" >"$keys/refused.no-end-line.pem"
  refuse refused.truncated-pkcs8.pem private pkcs8-pem merchant truncated
  refuse refused.truncated-pkcs8.b64 private pkcs8-base64 merchant truncated
  refuse refused.no-end-line.pem private pkcs8-pem merchant truncated

  echo 'The quick brown fox jumps over the lazy dog, and this is not a key.' >"$keys/refused.text.txt"
  printf 'bm90IGEga2V5LCBidXQgcXVpdGUgZ29vZCBiYXNlNjQgb2YgcGxhaW4gdGV4dA==' >"$keys/refused.text.b64"
  refuse refused.text.txt nothing text none not-a-key
  refuse refused.text.b64 nothing base64-text none not-a-key
}

# Files that cannot be made twice alike (random salts) must still hold what
# the index says.
check_once_files() {
  local pair kind want got
  for pair in "${pairs[@]}"; do
    want=$(sha256_of "$keys/$pair.private.pkcs8.der")
    for kind in modern legacy; do
      openssl pkcs12 -in "$keys/$pair.$kind.p12" -passin "pass:$password" -nocerts -nodes 2>/dev/null |
        openssl pkcs8 -topk8 -nocrypt -outform DER -out "$work/got.der"
      [[ $(sha256_of "$work/got.der") == "$want" ]] || fail "$pair.$kind.p12 holds another key"
      openssl pkcs12 -in "$keys/$pair.$kind.p12" -passin "pass:$password" -nokeys 2>/dev/null |
        openssl x509 -out "$work/got.pem"
      cmp -s "$work/got.pem" "$keys/$pair.certificate.pem" || fail "$pair.$kind.p12 holds another certificate"
    done
    got=$(openssl pkcs12 -info -noout -in "$keys/$pair.modern.p12" -passin "pass:$password" 2>&1)
    [[ $got == *'MAC: sha256'*'AES-256-CBC'* ]] || fail "$pair.modern.p12 is not AES/SHA-256"
    got=$(openssl pkcs12 -info -noout -in "$keys/$pair.legacy.p12" -passin "pass:$password" 2>&1)
    [[ $got == *'MAC: sha1'*'pbeWithSHA1And3-KeyTripleDES-CBC'* ]] || fail "$pair.legacy.p12 is not 3DES/SHA-1"
    openssl x509 -in "$keys/$pair.certificate.pem" -noout -pubkey | cmp -s - "$keys/$pair.public.spki.pem" ||
      fail "certificate of $pair holds another key"
  done

  want=$(sha256_of "$keys/merchant.private.pkcs8.der")
  for kind in refused.encrypted-pkcs8.pem refused.encrypted-traditional.pem; do
    openssl pkey -in "$keys/$kind" -passin "pass:$password" |
      openssl pkcs8 -topk8 -nocrypt -outform DER -out "$work/got.der"
    [[ $(sha256_of "$work/got.der") == "$want" ]] || fail "$kind holds another key"
  done
  grep -q '^Proc-Type: 4,ENCRYPTED$' "$keys/refused.encrypted-traditional.pem" || fail 'no Proc-Type line'
  openssl base64 -d -A -in "$keys/refused.encrypted-pkcs8.b64" |
    openssl pkcs8 -inform DER -passin "pass:$password" |
    openssl pkcs8 -topk8 -nocrypt -outform DER -out "$work/got.der"
  [[ $(sha256_of "$work/got.der") == "$want" ]] || fail 'refused.encrypted-pkcs8.b64 holds another key'

  # Each expected flaw is really there.
  has() { openssl pkey "${@:3}" -in "$keys/$1" -noout -text | grep -q -- "$2" || fail "$1 lacks: $2"; }
  has refused.ec-p256.private.pkcs8.pem 'NIST CURVE: P-256'
  has refused.ed25519.private.pkcs8.pem '^ED25519 Private-Key'
  has refused.rsa1024.private.pkcs8.pem '(1024 bit'
  openssl asn1parse -in "$keys/refused.rsa-pss.private.pkcs8.pem" | grep -q ':rsassaPss$' ||
    fail 'refused.rsa-pss.private.pkcs8.pem is not an RSA-PSS key'
  has refused.rsa2048-e3.public.spki.pem 'Exponent: 3 ' -pubin
  if [[ -e $keys/refused.openssh ]]; then
    head -n 1 "$keys/refused.openssh" | grep -q 'BEGIN OPENSSH PRIVATE KEY' || fail 'refused.openssh is not OpenSSH'
  fi
}

# --------------------------------------------------------- header signatures

# sign <pair> <content file> <signature file> [digest]
sign() { openssl dgst "-${4-sha256}" -sign "$keys/$1.private.pkcs8.pem" -out "$3" "$2"; }

# verifies <pair> <content file> <signature file> [digest]
verifies() {
  openssl dgst "-${4-sha256}" -verify "$keys/$1.public.spki.pem" -signature "$3" "$2" >/dev/null 2>&1
}

# content <method> <path> <client id> <time> <body file> : the bytes to sign.
content() {
  printf '%s %s\n%s.%s.' "$1" "$2" "$3" "$4"
  cat "$5"
}

encode_upper() {
  local text=$1
  text=${text//+/%2B}
  text=${text//\//%2F}
  printf '%s' "${text//=/%3D}"
}
encode_lower() {
  local text=$1
  text=${text//+/%2b}
  text=${text//\//%2f}
  printf '%s' "${text//=/%3d}"
}

# Self-check of an accepted spelling: the signature in it is the one made.
check_spelling() {
  local value=$1
  value=${value#*signature=}
  value=${value%%,*}
  value=${value//%2[Bb]/+}
  value=${value//%2[Ff]/\/}
  value=${value//%3[Dd]/=}
  [[ $value == "$2" ]] || fail "spelling does not decode to the signature: $1"
}

spelling() {
  check_spelling "$2" "$b64_text"
  printf '      { "spelling": %s, "header": %s }\n' "$(json "$1")" "$(json "$2")" >>"$work/accept"
}
flaw() {
  printf '      { "reason": %s, "header": %s }\n' "$(json "$1")" "$(json "$2")" >>"$work/refuse"
}

# Reads b64_text, key_version; writes $work/accept.
accepted_headers() {
  local sent=$1 upper lower
  upper=$(encode_upper "$b64_text")
  lower=$(encode_lower "$b64_text")
  : >"$work/accept"
  if [[ $sent == upper ]]; then
    spelling lower-case-hex "algorithm=RSA256,keyVersion=$key_version,signature=$lower"
  else
    spelling upper-case-hex "algorithm=RSA256,keyVersion=$key_version,signature=$upper"
  fi
  spelling raw-base64 "algorithm=RSA256,keyVersion=$key_version,signature=$b64_text"
  spelling blanks-after-commas "algorithm=RSA256, keyVersion=$key_version, signature=$upper"
  spelling blanks-after-commas-raw-base64 "algorithm=RSA256, keyVersion=$key_version, signature=$b64_text"
  spelling signature-first "signature=$upper,keyVersion=$key_version,algorithm=RSA256"
  spelling signature-first-raw-base64 "signature=$b64_text,algorithm=RSA256,keyVersion=$key_version"
  spelling key-version-first "keyVersion=$key_version,algorithm=RSA256,signature=$upper"
  spelling no-key-version "algorithm=RSA256,signature=$upper"
  spelling no-key-version-raw-base64 "algorithm=RSA256,signature=$b64_text"
}

# Reads pair, b64_text, key_version, $work/content, $work/signature; writes
# $work/refuse.
refused_headers() {
  local upper head text other last next i
  upper=$(encode_upper "$b64_text")
  head="algorithm=RSA256,keyVersion=$key_version,signature="
  : >"$work/refuse"

  flaw repeated-signature "$head$upper,signature=$upper"
  flaw repeated-signature-empty-first "algorithm=RSA256,keyVersion=$key_version,signature=,signature=$upper"
  flaw repeated-algorithm "algorithm=RSA256,algorithm=RSA256,keyVersion=$key_version,signature=$upper"
  flaw repeated-algorithm-other "algorithm=RSA256,algorithm=RSA512,keyVersion=$key_version,signature=$upper"
  flaw repeated-key-version "algorithm=RSA256,keyVersion=$key_version,keyVersion=$key_version,signature=$upper"
  flaw repeated-key-version-other "algorithm=RSA256,keyVersion=$key_version,keyVersion=9,signature=$upper"
  flaw algorithm-rsa512 "algorithm=RSA512,keyVersion=$key_version,signature=$upper"
  flaw algorithm-ecc224 "algorithm=ECC224,keyVersion=$key_version,signature=$upper"
  flaw algorithm-none "algorithm=none,keyVersion=$key_version,signature=$upper"
  flaw algorithm-empty "algorithm=,keyVersion=$key_version,signature=$upper"
  flaw algorithm-missing "keyVersion=$key_version,signature=$upper"
  flaw signature-empty "$head"
  flaw signature-missing "algorithm=RSA256,keyVersion=$key_version"
  flaw header-empty ''
  flaw no-pairs "$upper"
  flaw quoted "$head\"$upper\""

  # Text around and inside the base64.
  flaw embedded-newline "$head$(encode_upper "${b64_text:0:64}")%0A$(encode_upper "${b64_text:64}")"
  flaw embedded-blank "$head$(encode_upper "${b64_text:0:64}")%20$(encode_upper "${b64_text:64}")"
  flaw trailing-newline "$head$upper%0A"
  flaw trailing-junk "${head}${upper}junk"
  flaw trailing-junk-raw-base64 "$head$b64_text!"
  flaw needless-escape "$head$(printf '%%%02X' "'${b64_text:0:1}")$(encode_upper "${b64_text:1}")"
  flaw double-encoded "$head${upper//%/%25}"
  flaw bad-escape "$head${upper/\%[23][BFD]/%zz}"
  flaw bad-escape-trailing "$head$upper%zz"
  flaw lone-percent "$head$upper%"
  flaw short-escape "$head$upper%3"
  flaw escape-not-utf8 "$head$upper%FF"
  if [[ $b64_text == *[+/]* ]]; then
    flaw url-safe-alphabet "$head$(tr '+/' '-_' <<<"$b64_text")"
    [[ $b64_text != *= ]] ||
      flaw url-safe-alphabet-unpadded "$head$(tr '+/' '-_' <<<"$b64_text" | tr -d '=')"
  fi
  if [[ $b64_text == *+* ]]; then
    flaw plus-turned-into-blank "$head${b64_text//+/ }"
    flaw plus-turned-into-blank-encoded "$head$(encode_upper "$b64_text" | sed 's/%2B/%20/g')"
  fi
  if [[ $b64_text == *+*/* || $b64_text == */*+* ]]; then
    flaw mixed-raw-slash-encoded-plus "$head${b64_text//+/%2B}"
    flaw mixed-raw-plus-encoded-slash "$head${b64_text//\//%2F}"
  fi
  if [[ $b64_text == *= ]]; then
    if [[ $b64_text == *[+/]* ]]; then
      flaw mixed-raw-text-encoded-padding "$head${b64_text//=/%3D}"
    fi
    text=${b64_text%%=*}
    flaw unpadded "$head$(encode_upper "$text")"
    flaw unpadded-raw-base64 "$head$text"
    flaw half-padded "$head$(encode_upper "$text=")"
    # The last character before == carries four unused bits, which are zero.
    [[ $b64_text == *[AQgw]== ]] || fail 'unexpected last character'
    last=${text: -1}
    i=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz
    next=${i#*"$last"}
    next=${next:0:1}
    flaw non-zero-pad-bits "$head$(encode_upper "${text%?}$next==")"
    flaw non-zero-pad-bits-raw-base64 "$head${text%?}$next=="
  fi
  flaw over-padded "$head$(encode_upper "$b64_text=")"

  # Canonical base64 of other bytes.
  flaw trailing-byte "$head$(encode_upper "$({ cat "$work/signature" && printf '\0'; } | b64)")"
  flaw leading-byte "$head$(encode_upper "$({ printf '\0' && cat "$work/signature"; } | b64)")"
  flaw last-byte-missing "$head$(encode_upper "$(head -c -1 "$work/signature" | b64)")"
  other=merchant
  [[ $pair != merchant ]] || other=alipay
  sign "$other" "$work/content" "$work/wrong"
  flaw other-key "$head$(encode_upper "$(b64 <"$work/wrong")")"
  for i in sha1 sha512; do
    sign "$pair" "$work/content" "$work/wrong" "$i"
    flaw "digest-$i" "$head$(encode_upper "$(b64 <"$work/wrong")")"
  done
  openssl dgst -sha256 -binary -out "$work/digest" "$work/content"
  openssl pkeyutl -sign -inkey "$keys/$pair.private.pkcs8.pem" -in "$work/digest" -out "$work/wrong"
  flaw no-digest-info "$head$(encode_upper "$(b64 <"$work/wrong")")"
}

vector_count=0
with_plus=0
with_slash=0

# vector <name> <direction> <method> <path> <client id> <time> <pair>
#        <key version> [upper|lower]   (body on stdin)
vector() {
  local name=$1 direction=$2 method=$3 path=$4 client_id=$5 time=$6 pair=$7 key_version=$8 sent=${9-upper}
  local b64_text header body=$work/vector-$1.body
  cat >"$body"
  content "$method" "$path" "$client_id" "$time" "$body" >"$work/content"
  sign "$pair" "$work/content" "$work/signature"
  verifies "$pair" "$work/content" "$work/signature" || fail "signature of $name does not verify"
  b64_text=$(b64 <"$work/signature")
  case $b64_text in *+*) with_plus=$((with_plus + 1)) ;; esac
  case $b64_text in */*) with_slash=$((with_slash + 1)) ;; esac
  if [[ $sent == lower ]]; then
    header="algorithm=RSA256,keyVersion=$key_version,signature=$(encode_lower "$b64_text")"
  else
    header="algorithm=RSA256,keyVersion=$key_version,signature=$(encode_upper "$b64_text")"
  fi
  check_spelling "$header" "$b64_text"
  accepted_headers "$sent"
  refused_headers
  # Kept for the tampered set.
  printf '%s\n' "$direction" "$method" "$path" "$client_id" "$time" "$pair" "$key_version" "$header" \
    >"$work/vector-$name.fields"
  cp "$work/content" "$work/vector-$name.content"
  {
    ((vector_count == 0)) || printf '  ,\n'
    printf '  {\n'
    printf '    "name": %s,\n' "$(json "$name")"
    printf '    "direction": %s,\n' "$(json "$direction")"
    printf '    "method": %s,\n' "$(json "$method")"
    printf '    "path": %s,\n' "$(json "$path")"
    printf '    "clientId": %s,\n' "$(json "$client_id")"
    printf '    "time": %s,\n' "$(json "$time")"
    printf '    "bodyBase64": %s,\n' "$(json "$(b64 <"$body")")"
    printf '    "contentBase64": %s,\n' "$(json "$(b64 <"$work/content")")"
    printf '    "contentLength": %d,\n' "$(wc -c <"$work/content")"
    printf '    "contentSha256": %s,\n' "$(json "$(sha256_of "$work/content")")"
    printf '    "key": %s,\n' "$(json "$pair")"
    printf '    "keyVersion": %s,\n' "$(json "$key_version")"
    printf '    "signatureBase64": %s,\n' "$(json "$b64_text")"
    printf '    "signatureHeaderSent": %s,\n' "$(json "$header")"
    printf '    "acceptHeaders": [\n%s\n    ],\n' "$(join_lines "$work/accept")"
    printf '    "refuseHeaders": [\n%s\n    ]\n' "$(join_lines "$work/refuse")"
    printf '  }\n'
  } >>"$work/vectors"
  vector_count=$((vector_count + 1))
}

make_vectors() {
  local pay=/ams/api/v1/payments/pay client=T_111222333

  # The byte check of docs/wire/v1/02-signing.md, 2.1.
  printf '%s' '{"paymentId":"20200429114010800100188850266791455"}' |
    vector request-byte-check request POST /ams/api/v1/payments/inquiryPayment "$client" 1685599933871 merchant 1
  [[ $(wc -c <"$work/vector-request-byte-check.content") -eq 118 ]] || fail 'byte check: not 118 bytes'
  [[ $(sha256_of "$work/vector-request-byte-check.content") == \
    fe73515d8930525229739448678e870ba9eb18588f500da913c61388ffd404ad ]] || fail 'byte check: other SHA-256'

  vector request-pay-non-ascii request POST "$pay" "$client" 1685599935120 merchant 1 <<'BODY'
{
  "paymentRequestId": "PAY_20230601_0001",
  "order": {
    "orderDescription": "珍珠奶茶 × 2 — crème brûlée, Ünïcödé, e\u0301 é, שלום, 👍🏽",
    "merchant": { "merchantName": "茶\/Tea", "store": { "storeName": "旺角店" } }
  },
  "paymentNotifyUrl": "https:\/\/merchant.example\/alipay\/notify",
  "paymentAmount": { "currency": "HKD", "value": "5800" },
  "productCode": "IN_STORE_PAYMENT"
}
BODY

  printf '' | vector request-empty-body request POST "$pay" "$client" 1685599936000 merchant 1

  printf '{\r\n  "paymentRequestId": "PAY_20230601_0002",\r\n  "note": "a\\r\\nb"\r\n}\r\n' |
    vector request-body-crlf request POST "$pay" "$client" 1685599936001 merchant 1

  printf '%s' '..{"a":".","b.c":"1.","d":".5"}.' |
    vector request-body-dots-at-both-ends request POST "$pay" "$client" 1685599936002 merchant 1

  printf '%s' '{"paymentId":"20200429114010800100188850266791456"}' |
    vector request-sandbox-path request POST /ams/sandbox/api/v1/payments/inquiryPayment \
      SANDBOX_5Y1234567890 1685599936003 merchant 1

  printf '%s' '{"paymentId":"20200429114010800100188850266791457"}' |
    vector request-time-iso-offset request POST /ams/api/v1/payments/inquiryPayment "$client" \
      2019-05-28T12:12:12+08:00 merchant 1

  printf '%s' '{"paymentId":"20200429114010800100188850266791457"}' |
    vector request-time-basic-offset request POST /ams/api/v1/payments/inquiryPayment "$client" \
      2021-03-05T10:11:12+0000 merchant 1

  printf '%s' '{"paymentId":"20200429114010800100188850266791457"}' |
    vector request-time-seven-digits request POST /ams/api/v1/payments/inquiryPayment "$client" \
      2021-03-05T10:11:12.1234567Z merchant 1

  printf '%s' '{"paymentRequestId":"PAY_20230601_0003"}' |
    vector request-rsa3072 request POST /ams/api/v1/payments/cancel "$client" 1685599936004 rsa3072 1

  vector response-iso-time response POST "$pay" "$client" 2019-04-03T23:38:56-07:00 alipay 1 <<'BODY'
{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"Success"},
"paymentId":"20190403114010800100188820200000001","paymentAmount":{"currency":"HKD","value":"5800"}}
BODY

  printf '%s' '{"result":{"resultCode":"PAYMENT_IN_PROCESS","resultStatus":"U","resultMessage":"in process"}}' |
    vector response-epoch-time response POST "$pay" "$client" 1685599935987 alipay 1

  printf '%s' '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"成功"}}' |
    vector response-sandbox-path response POST /ams/sandbox/api/v1/payments/inquiryPayment \
      SANDBOX_5Y1234567890 2023-06-01T06:12:16Z alipay 1

  # "失败" in GBK: these bytes are not UTF-8, and the signature is over bytes.
  printf '{"result":{"resultCode":"PARAM_ILLEGAL","resultStatus":"F","resultMessage":"\xCA\xA7\xB0\xDC"}}' |
    vector response-body-not-utf8 response POST "$pay" "$client" 2023-06-01T14:12:16+08:00 alipay 1

  printf '%s' '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"Success"}}' |
    vector response-key-version-2 response POST "$pay" "$client" 2023-06-01T14:12:17+08:00 alipay-v2 2

  vector notification-lower-case-hex notification POST /payNotify "$client" 2019-07-12T12:08:56.253+05:30 \
    alipay 1 lower <<'BODY'
{"notifyType":"PAYMENT_RESULT",
"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},
"paymentRequestId":"PAY_20190712_0001","paymentId":"20190712114010800100188820200000002",
"paymentAmount":{"currency":"INR","value":"10099"}}
BODY

  printf '%s' '{"notifyType":"PAYMENT_PENDING","result":{"resultCode":"SUCCESS","resultStatus":"S"}}' |
    vector notification-path-with-query notification POST '/alipay/notify?shop=HK-01&lang=zh_CN' "$client" \
      2019-07-12T12:08:57+08:00 alipay 1

  printf '%s' '{".":"..","amount.value":"10.5.","time":".1685599933871.","end":"."}' |
    vector notification-body-dots notification POST /payNotify "$client" 2019-07-12T12:08:58.253+05:30 alipay 1

  printf '\xEF\xBB\xBF%s' '{"notifyType":"PAYMENT_RESULT","result":{"resultStatus":"S"}}' |
    vector notification-body-bom notification POST /payNotify "$client" 2019-07-12T12:08:59Z alipay 1

  printf '%s' '{"notifyType":"PAYMENT_RESULT","result":{"resultCode":"SUCCESS","resultStatus":"S"}}' |
    vector notification-key-version-2 notification POST /payNotify "$client" 1685599940000 alipay-v2 2

  ((with_plus > 0)) || fail 'no signature contains +: change an id'
  ((with_slash > 0)) || fail 'no signature contains /: change an id'
  { echo '[' && cat "$work/vectors" && echo ']'; } >"$out/header-signatures.json"
}

# ----------------------------------------------------------------- tampering

tampered_count=0

# Loads a vector into v_* variables.
load() {
  local f
  mapfile -t f <"$work/vector-$1.fields"
  v_name=$1 v_direction=${f[0]} v_method=${f[1]} v_path=${f[2]} v_client=${f[3]} v_time=${f[4]}
  v_pair=${f[5]} v_version=${f[6]} v_header=${f[7]}
  v_body=$work/vector-$1.body
}

# tampered <change> <method> <path> <client id> <time> <body file> <header>
#          [still-valid]
# The signature must not verify over the parts given, or, for a moved
# boundary, must verify: then only the form of the parts can give it away.
tampered() {
  local change=$1 method=$2 path=$3 client_id=$4 time=$5 body=$6 header=$7 valid=false value
  [[ ${8-} != still-valid ]] || valid=true
  content "$method" "$path" "$client_id" "$time" "$body" >"$work/content"
  value=${header#*signature=}
  value=${value//%2[Bb]/+}
  value=${value//%2[Ff]/\/}
  value=${value//%3[Dd]/=}
  printf '%s' "$value" | openssl base64 -d -A -out "$work/signature"
  if verifies "$v_pair" "$work/content" "$work/signature"; then
    [[ $valid == true ]] || fail "tampered $v_name $change still verifies"
  else
    [[ $valid == false ]] || fail "tampered $v_name $change no longer verifies"
  fi
  {
    ((tampered_count == 0)) || printf '  ,\n'
    printf '  {\n'
    printf '    "name": %s,\n' "$(json "$v_name: $change")"
    printf '    "vector": %s,\n' "$(json "$v_name")"
    printf '    "change": %s,\n' "$(json "$change")"
    printf '    "direction": %s,\n' "$(json "$v_direction")"
    printf '    "method": %s,\n' "$(json "$method")"
    printf '    "path": %s,\n' "$(json "$path")"
    printf '    "clientId": %s,\n' "$(json "$client_id")"
    printf '    "configuredClientId": %s,\n' "$(json "$v_client")"
    printf '    "time": %s,\n' "$(json "$time")"
    printf '    "bodyBase64": %s,\n' "$(json "$(b64 <"$body")")"
    printf '    "key": %s,\n' "$(json "$v_pair")"
    printf '    "keyVersion": %s,\n' "$(json "$v_version")"
    printf '    "signatureHeader": %s,\n' "$(json "$header")"
    printf '    "signatureMatches": %s,\n' "$valid"
    printf '    "expect": "refuse"\n'
    printf '  }\n'
  } >>"$work/tampered"
  tampered_count=$((tampered_count + 1))
}

# flip <file> <offset> : the file with the lowest bit of one byte inverted.
flip() {
  local byte
  byte=$(od -An -tu1 -j "$2" -N 1 "$1")
  head -c "$2" "$1"
  unhex < <(printf '%02x' $((byte ^ 1)))
  tail -c "+$(($2 + 2))" "$1"
}

body_changed() {
  if cmp -s "$work/changed" "$v_body"; then fail "$v_name $1: body is unchanged"; fi
  tampered "$1" "$v_method" "$v_path" "$v_client" "$v_time" "$work/changed" "$v_header"
}

# resigned <change> : a signature over other bytes ($work/other) with the
# right key, on the unchanged message.
resigned() {
  sign "$v_pair" "$work/other" "$work/wrong"
  tampered "$1" "$v_method" "$v_path" "$v_client" "$v_time" "$v_body" \
    "algorithm=RSA256,keyVersion=$v_version,signature=$(encode_upper "$(b64 <"$work/wrong")")"
}

# tamper <vector> <other path> <other client id> <other times...>
tamper() {
  load "$1"
  local path=$2 client=$3 size time method
  shift 3
  size=$(wc -c <"$v_body")

  flip "$v_body" 0 >"$work/changed"
  body_changed body-first-byte-flipped
  flip "$v_body" $((size / 2)) >"$work/changed"
  body_changed body-middle-byte-flipped
  flip "$v_body" $((size - 1)) >"$work/changed"
  body_changed body-last-byte-flipped
  sed 's/$/\r/' "$v_body" >"$work/changed"
  body_changed body-lf-to-crlf
  { cat "$v_body" && printf '\n'; } >"$work/changed"
  body_changed body-trailing-newline-added
  { cat "$v_body" && printf ' '; } >"$work/changed"
  body_changed body-trailing-blank-added
  head -c -1 "$v_body" >"$work/changed"
  body_changed body-last-byte-removed
  { printf '\xEF\xBB\xBF' && cat "$v_body"; } >"$work/changed"
  body_changed body-byte-order-mark-added
  tr -d ' \n' <"$v_body" >"$work/changed"
  body_changed body-blanks-removed
  : >"$work/changed"
  body_changed body-emptied
  if grep -q '\\/' "$v_body"; then
    sed 's#\\/#/#g' "$v_body" >"$work/changed"
    body_changed body-slashes-unescaped
  fi

  tampered path-swapped "$v_method" "$path" "$v_client" "$v_time" "$v_body" "$v_header"
  tampered path-trailing-slash "$v_method" "$v_path/" "$v_client" "$v_time" "$v_body" "$v_header"
  tampered path-query-added "$v_method" "$v_path?a=1" "$v_client" "$v_time" "$v_body" "$v_header"
  tampered client-id-swapped "$v_method" "$v_path" "$client" "$v_time" "$v_body" "$v_header"
  for time in "$@"; do
    tampered "time-swapped $time" "$v_method" "$v_path" "$v_client" "$time" "$v_body" "$v_header"
  done
  for method in GET PUT post; do
    tampered "method-changed $method" "$method" "$v_path" "$v_client" "$v_time" "$v_body" "$v_header"
  done

  { printf '%s %s\r\n%s.%s.' "$v_method" "$v_path" "$v_client" "$v_time" && cat "$v_body"; } >"$work/other"
  resigned signed-with-crlf-after-path
  { cat "$work/vector-$v_name.content" && printf '\n'; } >"$work/other"
  resigned signed-with-trailing-newline
  cp "$v_body" "$work/other"
  resigned signed-body-only
}

# Moves the boundaries between client id, time and body to every other pair of
# dots. The signed bytes stay the same, so the signature stays right.
splice() {
  load "$1"
  local text at=() i j first second
  text=$v_client.$v_time.$(cat "$v_body")
  for ((i = 0; i < ${#text}; i++)); do
    [[ ${text:i:1} != . ]] || at+=("$i")
  done
  first=${#v_client}
  second=$((first + 1 + ${#v_time}))
  for ((i = 0; i < ${#at[@]}; i++)); do
    for ((j = i + 1; j < ${#at[@]}; j++)); do
      ((at[i] != first || at[j] != second)) || continue
      printf '%s' "${text:at[j]+1}" >"$work/changed"
      tampered "boundaries-moved $((i + 1))/$((j + 1))" "$v_method" "$v_path" "${text:0:at[i]}" \
        "${text:at[i]+1:at[j]-at[i]-1}" "$work/changed" "$v_header" still-valid
    done
  done
}

make_tampered() {
  tamper request-pay-non-ascii /ams/api/v1/payments/refund T_111222334 1685599935121 01685599935120 \
    2023-06-01T06:12:15.120Z
  tamper response-iso-time /ams/sandbox/api/v1/payments/pay SANDBOX_5Y1234567890 2019-04-03T23:38:57-07:00 \
    2019-04-04T06:38:56Z 2019-04-03T23:38:56-0700
  tamper notification-lower-case-hex /paynotify t_111222333 2019-07-12T12:08:56.254+05:30 \
    2019-07-12T12:08:56+05:30 2019-07-12T06:38:56.253Z
  splice notification-body-dots
  { echo '[' && cat "$work/tampered" && echo ']'; } >"$out/tampered.json"
}

# ----------------------------------------------------------------- envelopes

# shellcheck source=envelopes.sh
source "$here/envelopes.sh"

# ----------------------------------------------------------------------- run

: >"$work/index"
: >"$work/vectors"
: >"$work/tampered"
: >"$work/envelopes"
for name in "${pairs[@]}"; do make_pair "$name"; done
make_refusals
check_once_files
{ echo '[' && join_lines "$work/index" && echo ']'; } >"$keys/index.json"
make_vectors
make_tampered
make_envelopes

made="$(wc -l <"$work/index") key files, $vector_count vectors, $tampered_count tampered"
made+=", $envelope_accepted envelopes accepted and $((envelope_count - envelope_accepted)) refused"
if [[ $mode == check ]]; then
  different=0
  for name in keys header-signatures.json tampered.json envelopes.json; do
    diff -rq -- "$out/$name" "$here/$name" >"$work/diff" 2>&1 && continue
    different=1
    echo "different: $name" >&2
    sed -e "s#$out/#made again: #g" -e "s#$here/#here: #g" "$work/diff" >&2
  done
  ((different == 0)) || exit 1
  echo "unchanged: $made"
else
  chmod -R u=rwX,go=rX "$out"
  cp -R "$out/." "$here/"
  echo "made: $made"
fi
