# shellcheck shell=bash
#
# The vectors of envelopes.json: messages that carry their signature inside.
# Sourced by generate.sh, whose tools it uses. docs/wire/acquiring §3, §4, §11.

envelope_count=0
envelope_accepted=0
declare -A envelope_names=()

# The message at hand. content: the value of the outer member. sig64: its
# signature, base64 once. envelope: the whole message.
direction='' dialect='' hash='' pair='' outer='' head='' body=''
content='' sig64='' encoding='' envelope=''
# What quote made.
quoted=''

# message <direction> <dialect> <hash> [key pair] : starts a message.
message() {
  local function=offline.pay time=reqTime id=20240501-0001 sign_type=''
  direction=$1 dialect=$2 hash=$3
  case $direction in
    request | acknowledgement) pair=${4-merchant} ;;
    *) pair=${4-alipay} ;;
  esac
  outer=request
  case $direction in
    response | acknowledgement) outer=response time=respTime ;;
  esac
  case $direction in
    notification | acknowledgement) function=offline.notify.pay id=20240501-0002 ;;
  esac
  [[ $direction != request || $dialect == hk-* ]] || sign_type=',"signType":"RSA2"'

  head='{"version":"'${dialect#*-}'","function":"alipay.intl.acquiring.'$function
  head+='","clientId":"2110000000000000044","'$time'":"2024-05-01T12:00:00+08:00"'
  head+=',"reqMsgId":"'$id'","reserve":"{}"'$sign_type'}'

  local party=merchantId
  [[ $dialect != public-2.0.2 ]] || party=partnerId
  local result='"resultInfo":{"resultStatus":"S","resultCodeId":"00000000","resultCode":"SUCCESS","resultMsg":"success"}'
  local amount='"orderAmount":{"currency":"HKD","value":"5800"}'
  case $direction in
    request)
      body='{"'$party'":"2188000000000000023","productCode":"OFFLINE_PAY","merchantTransId":"51051001000000000002"'
      body+=',"codeType":"BARCODE","identityCode":"28763443825664394","order":{'$amount',"orderTitle":"Milk tea"}}'
      ;;
    response | notification)
      body='{'$result',"acquirementId":"2015032412007101547201352747","merchantTransId":"51051001000000000002"'
      body+=','$amount',"payAmount":{"currency":"CNY","value":"5290"},"paymentTime":"2024-05-01T11:59:58+08:00"}'
      ;;
    acknowledgement) body='{'$result'}' ;;
  esac
}

# sign_text <text> [key pair] [digest] : sets sig64.
sign_text() {
  printf '%s' "$1" >"$work/envelope-signed"
  sign "${2-$pair}" "$work/envelope-signed" "$work/envelope-signature" "${3-$hash}"
  sig64=$(b64 <"$work/envelope-signature")
}

# The bytes of sig64.
signature_bytes() { openssl base64 -d -A <<<"$sig64"; }

# flip_signature <offset> : inverts the lowest bit of one byte of sig64.
flip_signature() {
  signature_bytes >"$work/envelope-signature"
  sig64=$(flip "$work/envelope-signature" "$1" | b64)
}

# check_signature : sets checked to whether sig64 is a signature of content,
# content64 and content_sha256. Many messages share both, so it remembers.
declare -A envelope_checks=()
check_signature() {
  local key="$pair $hash $sig64 $content" known
  known=${envelope_checks[$key]-}
  if [[ -z $known ]]; then
    printf '%s' "$content" >"$work/envelope-content"
    signature_bytes >"$work/envelope-signature"
    known=false
    ! verifies "$pair" "$work/envelope-content" "$work/envelope-signature" "$hash" || known=true
    known+=" $(sha256_of "$work/envelope-content") $(b64 <"$work/envelope-content")"
    envelope_checks[$key]=$known
  fi
  read -r checked content_sha256 content64 <<<"$known"
}

# wrap [signature text] : the compact envelope around content.
wrap() { printf -v envelope '{"%s":%s,"signature":"%s"}' "$outer" "$content" "${1-$sig64}"; }

# seal [content] : signs the message and makes its compact envelope.
seal() {
  content=${1-"{\"head\":$head,\"body\":$body}"}
  encoding=once
  sign_text "$content"
  wrap
}

# with <members> : a sealed message with more members at the end of its body.
with() { seal "{\"head\":$head,\"body\":${body%\}},$1}}"; }

# Sets quoted: text as a JSON string.
quote() {
  quoted=${1//\\/\\\\}
  quoted=\"${quoted//\"/\\\"}\"
}

# write_envelope <name> <accept|refuse> <reason> <signature matches>
write_envelope() {
  local name=$1 expect=$2 reason=$3 matches=$4
  check_signature
  [[ $checked == "$matches" ]] || fail "envelope $name: whether the signature verifies: $checked"
  [[ -z ${envelope_names[$name]-} ]] || fail "envelope $name: name used twice"
  envelope_names[$name]=1
  [[ -z $reason ]] || reason=", \"reason\": \"$reason\""
  printf '%s' "$envelope" >"$work/envelope"
  {
    ((envelope_count == 0)) || printf '  ,\n'
    printf '  {\n'
    printf '    "name": "%s",\n' "$name"
    printf '    "direction": "%s", "dialect": "%s", "hash": "%s",\n' "$direction" "$dialect" "$hash"
    printf '    "key": "%s", "outerKey": "%s",\n' "$pair" "$outer"
    printf '    "contentBase64": "%s",\n' "$content64"
    printf '    "contentSha256": "%s",\n' "$content_sha256"
    printf '    "signatureBase64": "%s",\n' "$sig64"
    printf '    "envelopeBase64": "%s",\n' "$(b64 <"$work/envelope")"
    printf '    "encoding": "%s", "signatureMatches": %s,\n' "$encoding" "$matches"
    printf '    "expect": "%s"%s\n' "$expect" "$reason"
    printf '  }\n'
  } >>"$work/envelopes"
  envelope_count=$((envelope_count + 1))
}

# accepted <name> : the content stands in the envelope as it was signed, and
# the signature text there decodes to the signature.
accepted() {
  local name=$1 text=$envelope
  [[ $text == *"$content"* ]] || fail "envelope $name lacks its content"
  text=${text/"$content"/}
  [[ $text =~ \"signature\"[[:space:]]*:[[:space:]]*\"([^\"]*)\" ]] || fail "envelope $name lacks a signature"
  text=${BASH_REMATCH[1]}
  printf -v text '%b' "${text//\\\//\/}"
  [[ $encoding == once ]] || text=$(printf '%s' "$text" | openssl base64 -d -A)
  [[ $text == "$sig64" ]] || fail "envelope $name has another signature"
  write_envelope "$name" accept '' true
  envelope_accepted=$((envelope_accepted + 1))
}

# refused <name> <reason> [mismatch]
refused() {
  local matches=true
  [[ ${3-} != mismatch ]] || matches=false
  write_envelope "$1" refuse "$2" "$matches"
}

# A notification whose outer member is `response`. docs/wire/acquiring §11.
as_response() {
  outer=response
  wrap
}

# shellcheck source=envelopes-accepted.sh
source "$here/envelopes-accepted.sh"
# shellcheck source=envelopes-refused.sh
source "$here/envelopes-refused.sh"

make_envelopes() {
  accept_compact
  accept_heads_and_keys
  accept_layouts
  accept_escapes
  accept_titles
  accept_hostile_strings
  accept_members

  mismatches request public-2.0.4 sha256 alipay-v2
  mismatches notification hk-2.0.0 sha1 alipay-v2
  mismatches response public-2.0.4 sha256 alipay-v2
  refuse_other_hashes
  refuse_reserialised
  refuse_wrapped
  refuse_members
  refuse_values
  refuse_garbage
  refuse_signed_content
  refuse_signatures
  { echo '[' && cat "$work/envelopes" && echo ']'; } >"$out/envelopes.json"
}
