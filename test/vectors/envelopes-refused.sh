# shellcheck shell=bash
#
# The messages of envelopes.json that must be refused. Sourced by envelopes.sh.

# changed <name> <pattern> <replacement> : another content under the signature
# of the right one.
changed() {
  local right=$content
  content=${right/"$2"/"$3"}
  [[ $content != "$right" ]] || fail "envelope $1: content is unchanged"
  wrap
  refused "$1" signature-mismatch mismatch
  content=$right
}

# not_signed <name> <signed text> [key pair] [digest] : the right content
# under a signature of something else.
not_signed() {
  local right=$sig64
  sign_text "${@:2}"
  wrap
  refused "$1" signature-mismatch mismatch
  sig64=$right
}

# flipped_signature <name> <offset>
flipped_signature() {
  local right=$sig64
  flip_signature "$2"
  wrap
  refused "$1" signature-mismatch mismatch
  sig64=$right
}

# mismatches <direction> <dialect> <hash> <other pair>
mismatches() {
  local other=sha1 side=merchant
  [[ $3 != sha1 ]] || other=sha256
  message "$1" "$2" "$3"
  [[ $pair != merchant ]] || side=alipay
  seal
  local name="$1 $2"
  changed "$name content-byte-flipped-version" "\"version\":\"2.0.${2##*.}\"" "\"version\":\"2.0.$((${2##*.} ^ 1))\""
  changed "$name content-byte-flipped-amount" '"5800"' '"5801"'
  changed "$name content-byte-flipped-currency" '"HKD"' '"HKE"'
  changed "$name content-blank-added" ',"body":' ', "body":'
  changed "$name content-blank-between-braces" '}}' '} }'
  flipped_signature "$name signature-byte-flipped-first" 0
  flipped_signature "$name signature-byte-flipped-middle" 128
  flipped_signature "$name signature-byte-flipped-last" 255
  not_signed "$name other-key" "$content" "$4"
  not_signed "$name key-of-the-other-side" "$content" "$side"
  not_signed "$name other-hash" "$content" "$pair" "$other"
  not_signed "$name hash-sha512" "$content" "$pair" sha512
  wrap
  not_signed "$name signed-whole-envelope" "$envelope"
  not_signed "$name signed-envelope-without-signature" "{\"$outer\":$content}"
  not_signed "$name signed-envelope-with-empty-signature" "{\"$outer\":$content,\"signature\":\"\"}"
  not_signed "$name signed-member-with-name" "\"$outer\":$content"
  not_signed "$name signed-body-only" "$body"
  not_signed "$name signed-head-only" "$head"
  not_signed "$name signed-with-newline" "$content"$'\n'
  not_signed "$name signed-with-blank-before" " $content"
  not_signed "$name signed-as-a-json-string" "$(quote "$content" && printf '%s' "$quoted")"
}

refuse_other_hashes() {
  local digest name
  # Nothing in a message may choose the hash.
  message request public-2.0.4 sha256
  head=${head/RSA2/SHA1}
  seal
  not_signed 'request sign-type-says-sha1' "$content" merchant sha1
  message request public-2.0.4 sha256
  head=${head/2.0.4/2.0.0}
  seal
  not_signed 'request version-says-2.0.0-signed-sha1' "$content" merchant sha1
  message request public-2.0.2 sha256
  seal "${signing_page/merchantId/partnerId}"
  not_signed 'request public-2.0.2 signing-page-sha1' "$content" merchant sha1
  message request hk-2.0.0 sha1
  seal "$signing_page"
  not_signed 'request hk-2.0.0 signing-page-sha256' "$content" merchant sha256
  head=${head%\}},\"signType\":\"RSA2\"}
  seal
  not_signed 'request hk-2.0.0 sign-type-says-rsa2' "$content" merchant sha256
  for name in request response notification; do
    message "$name" hk-2.0.0 sha256
    seal
    not_signed "$name hk-2.0.0 sha256-set-signed-sha1" "$content" "$pair" sha1
  done

  # The right key and hash, but not RSASSA-PKCS1-v1_5 over the content.
  message request public-2.0.4 sha256
  seal
  printf '%s' "$content" >"$work/envelope-content"
  openssl dgst -sha256 -sign "$keys/merchant.private.pkcs8.pem" -sigopt rsa_padding_mode:pss \
    -sigopt rsa_pss_saltlen:0 -out "$work/envelope-signature" "$work/envelope-content"
  sig64=$(b64 <"$work/envelope-signature")
  wrap
  refused 'request signature-pss' signature-mismatch mismatch
  digest=$(sha256_of "$work/envelope-content")
  unhex <<<"$digest" | openssl pkeyutl -sign -inkey "$keys/merchant.private.pkcs8.pem" -out "$work/envelope-signature"
  sig64=$(b64 <"$work/envelope-signature")
  wrap
  refused 'request signature-without-digest-info' signature-mismatch mismatch
  not_signed 'request signed-hex-digest' "$digest"
  sig64=$(head -c 256 /dev/zero | b64)
  wrap
  refused 'request signature-all-zero' signature-mismatch mismatch
}

# A genuine signature over another spelling of the same JSON value.
refuse_reserialised() {
  local n=$'\n' r=$'\r' pretty compact
  message response public-2.0.4 sha256
  seal
  compact=$content
  pretty="{$n  \"head\": $head,$n  \"body\": $body$n}"
  # signed_as <name> <content sent> <content signed>
  signed_as() {
    [[ $2 != "$3" ]] || fail "envelope $1: nothing differs"
    content=$2
    sign_text "$3"
    wrap
    refused "response $1" signature-mismatch mismatch
  }
  signed_as sent-pretty-signed-compact "$pretty" "$compact"
  signed_as sent-compact-signed-pretty "$compact" "$pretty"
  signed_as sent-crlf-signed-lf "${pretty//$n/$r$n}" "$pretty"
  signed_as sent-lf-signed-crlf "$pretty" "${pretty//$n/$r$n}"
  # differ <name> <body member sent> <body member signed>
  differ() { signed_as "$1" "${compact%\}\}},$2}}" "${compact%\}\}},$3}}"; }
  differ sent-escaped-slashes-signed-plain '"codeUrl":"https:\/\/qr.example\/5x"' '"codeUrl":"https://qr.example/5x"'
  differ sent-plain-slashes-signed-escaped '"codeUrl":"https://qr.example/5x"' '"codeUrl":"https:\/\/qr.example\/5x"'
  differ sent-u-escapes-signed-utf8 '"orderTitle":"\u5976\u8336"' '"orderTitle":"奶茶"'
  differ sent-utf8-signed-u-escapes '"orderTitle":"奶茶"' '"orderTitle":"\u5976\u8336"'
  differ sent-upper-case-escapes-signed-lower '"orderTitle":"\u597A"' '"orderTitle":"\u597a"'
  differ sent-decomposed-signed-composed $'"orderTitle":"e\xCC\x81"' $'"orderTitle":"\xC3\xA9"'
  differ integer-like-names-reordered '"extra":{"10":1,"9":2}' '"extra":{"9":2,"10":1}'
  differ sent-1.0-signed-1 '"extra":1.0' '"extra":1'
  differ sent-1e2-signed-100 '"extra":1e2' '"extra":100'
  differ sent-minus-zero-signed-zero '"extra":-0' '"extra":0'
  differ sent-long-number-signed-rounded '"extra":12345678901234567890' '"extra":12345678901234567000'
  differ sent-repeated-member-signed-once '"extra":1,"extra":2' '"extra":2'
  signed_as members-reordered "$compact" "{\"body\":$body,\"head\":$head}"
  signed_as member-left-out "$compact" "${compact/,\"reserve\":\"\{\}\"/}"
}

# Genuine signed content somewhere else than where it is read from.
refuse_wrapped() {
  local genuine forged name
  for name in request notification; do
    message "$name" public-2.0.4 sha256
    seal
    genuine=$content
    forged=${content/\"5800\"/\"58\"}
    quote "\"$outer\":$genuine"
    content=${forged%\}\}},\"x\":$quoted}}
    wrap
    refused "$name genuine-content-in-a-string" signature-mismatch mismatch
    quote "{\"$outer\":$genuine,\"signature\":\"$sig64\"}"
    content=${forged%\}\}},\"x\":$quoted}}
    wrap
    refused "$name genuine-envelope-in-a-string" signature-mismatch mismatch
    content="${forged%\}\}},\"$outer\":$genuine}}"
    wrap
    refused "$name genuine-content-nested-last" signature-mismatch mismatch
    content="{\"$outer\":$genuine,${forged#\{}"
    wrap
    refused "$name genuine-content-nested-first" signature-mismatch mismatch
    content="{\"$outer\":$genuine,\"signature\":\"$sig64\"}"
    wrap
    refused "$name envelope-in-an-envelope" signature-mismatch mismatch
    content=${forged%\}\}}",\"signature\":\"$sig64\"}}"
    sig64=$(head -c 256 /dev/zero | b64)
    wrap
    refused "$name genuine-signature-nested" signature-mismatch mismatch

    sign_text "$genuine"
    content=$genuine
    quote "\"$outer\":$genuine"
    envelope="{\"x\":$quoted,\"signature\":\"$sig64\"}"
    refused "$name hidden-in-a-string-unknown-member" unknown-member
    quote ",\"$outer\":$genuine,"
    envelope="{\"signature\":\"$sig64\",\"x\":$quoted}"
    refused "$name hidden-in-a-string-signature-first" unknown-member
    quote "\"$outer\":$genuine,\"signature\":\"$sig64\""
    envelope="{\"signature\":$quoted}"
    refused "$name hidden-in-the-signature" missing-member
    envelope="{\"x\":{\"$outer\":$genuine},\"signature\":\"$sig64\"}"
    refused "$name one-level-down" unknown-member
    quote "$genuine"
    envelope="{\"$outer\":$quoted,\"signature\":\"$sig64\"}"
    refused "$name content-as-a-json-string" not-an-object
  done
}

refuse_members() {
  local genuine forged name other opposite request escaped signature zero
  zero=$(head -c 256 /dev/zero | b64)
  for name in request response; do
    message "$name" public-2.0.4 sha256
    seal
    genuine=\"$outer\":$content
    forged=${genuine/\"5800\"/\"58\"}
    [[ $name != response ]] || forged=${genuine/\"S\"/\"F\"}
    [[ $forged != "$genuine" ]] || fail 'nothing forged'
    signature=\"signature\":\"$sig64\"
    other="\"signature\":\"$zero\""
    escaped='re\u0071uest' opposite=response
    [[ $name != response ]] || escaped='respons\u0065' opposite=request

    # repeats <name> <members...>
    repeats() {
      printf -v envelope ',%s' "${@:2}"
      envelope="{${envelope#,}}"
      refused "$name $1" repeated-member
    }
    repeats content-twice-genuine-first "$genuine" "$forged" "$signature"
    repeats content-twice-genuine-second "$forged" "$genuine" "$signature"
    repeats content-twice-around-signature-genuine-first "$genuine" "$signature" "$forged"
    repeats content-twice-around-signature-genuine-second "$forged" "$signature" "$genuine"
    repeats content-twice-signature-first "$signature" "$genuine" "$forged"
    repeats content-twice-alike "$genuine" "$genuine" "$signature"
    repeats content-twice-second-null "$genuine" "\"$outer\":null" "$signature"
    repeats signature-twice-genuine-first "$genuine" "$signature" "$other"
    repeats signature-twice-genuine-second "$genuine" "$other" "$signature"
    repeats signature-twice-around-content "$signature" "$genuine" "$other"
    repeats signature-twice-alike "$genuine" "$signature" "$signature"
    repeats signature-twice-second-empty "$genuine" "$signature" '"signature":""'
    repeats all-twice "$genuine" "$signature" "$forged" "$other"
    repeats content-twice-escaped-second "$genuine" "${forged/"$outer"/"$escaped"}" "$signature"
    repeats content-twice-escaped-first "${forged/"$outer"/"$escaped"}" "$genuine" "$signature"
    repeats content-twice-escaped-genuine "${genuine/"$outer"/"$escaped"}" "$forged" "$signature"
    repeats content-twice-escaped-last "$genuine" "$signature" "${forged/"$outer"/"$escaped"}"
    repeats signature-twice-escaped-second "$genuine" "$signature" "${other/signature/s\\u0069gnature}"
    repeats signature-twice-escaped-first "$genuine" "${other/signature/signatur\\u0065}" "$signature"

    # is <name> <reason> <envelope>
    is() {
      envelope=$3
      refused "$name $1" "$2"
    }
    is unknown-member-last unknown-member "{$genuine,$signature,\"signType\":\"RSA2\"}"
    is unknown-member-first unknown-member "{\"signType\":\"RSA2\",$genuine,$signature}"
    is unknown-member-between unknown-member "{$genuine,\"x\":{\"y\":[]},$signature}"
    is unknown-member-with-empty-name unknown-member "{$genuine,$signature,\"\":null}"
    is unknown-member-proto unknown-member "{$genuine,$signature,\"__proto__\":{}}"
    is upper-case-content-added unknown-member "{$genuine,$signature,${forged/"\"$outer\""/"\"${outer^}\""}}"
    is upper-case-content-only unknown-member "{${genuine/"\"$outer\""/"\"${outer^}\""},$signature}"
    is upper-case-signature-only unknown-member "{$genuine,${signature/signature/Signature}}"
    is blank-in-content-name unknown-member "{${genuine/"\"$outer\""/"\"$outer \""},$signature}"
    is named-sign unknown-member "{$genuine,${signature/signature/sign}}"
    is members-at-top-level unknown-member "{\"head\":$head,\"body\":$body,$signature}"
    is missing-signature missing-member "{$genuine}"
    is missing-content missing-member "{$signature}"
    is missing-both missing-member '{}'
    request=\"request\":$content
    is both-outer-members both-outer-members "{$request,\"response\":$content,$signature}"
    is both-outer-members-other-order both-outer-members "{\"response\":$content,$request,$signature}"
    is both-outer-members-signature-first both-outer-members "{$signature,$request,\"response\":$content}"
    is both-outer-members-one-forged both-outer-members \
      "{$genuine,\"$opposite\":${forged#*:},$signature}"
    is both-outer-members-one-empty both-outer-members "{\"request\":{},\"response\":$content,$signature}"
    is both-outer-members-no-signature both-outer-members "{$request,\"response\":$content}"
  done

  # The signature does not cover the name of the member.
  for name in 'request response' 'response request' 'acknowledgement request'; do
    other=${name#* }
    message "${name% *}" public-2.0.4 sha256
    seal
    outer=$other
    wrap
    refused "${name% *} outer-$other" wrong-outer-member
    envelope='{"signature":"'$sig64'","'$other'":'$content'}'
    refused "${name% *} outer-$other-signature-first" wrong-outer-member
  done
  message response hk-2.0.0 sha1
  seal
  outer=request
  wrap
  refused 'response hk-2.0.0 outer-request' wrong-outer-member
}

refuse_values() {
  local value genuine
  message response public-2.0.4 sha256
  # holds_value <name> <value> : signed as it stands.
  holds_value() {
    seal "$2"
    refused "response value-$1" not-an-object
  }
  holds_value string '"success"'
  holds_value empty-string '""'
  holds_value string-of-an-object '"{\"head\":{},\"body\":{}}"'
  holds_value array "[{\"head\":$head,\"body\":$body}]"
  holds_value empty-array '[]'
  holds_value null null
  holds_value true true
  holds_value number 1

  seal
  genuine=$envelope
  # whole <name> <envelope>
  whole() {
    envelope=$2
    refused "response whole-$1" not-an-object
  }
  whole array "[$genuine]"
  quote "$genuine"
  whole string "$quoted"
  whole null null
  whole number 1
  whole empty-array '[]'
}

refuse_garbage() {
  local good first n=$'\n' genuine signature
  message response public-2.0.4 sha256
  seal
  good=$envelope genuine=\"response\":$content signature=\"signature\":\"$sig64\"
  first="{$signature,$genuine}"
  # bad <name> <envelope>
  bad() {
    envelope=$2
    refused "response $1" not-json
  }
  bad trailing-text "${good}x"
  bad trailing-brace "$good}"
  bad trailing-bracket "$good]"
  bad trailing-comma-after "$good,"
  bad trailing-semicolon "$good;"
  bad trailing-second-envelope "$good$good"
  bad trailing-second-envelope-on-new-line "$good$n$good$n"
  bad trailing-empty-object "$good{}"
  bad trailing-comment "$good // end"
  bad trailing-byte-order-mark "$good"$'\xEF\xBB\xBF'
  bad trailing-form-feed "$good"$'\f'
  bad trailing-text-signature-first "${first}x"
  bad leading-text "x$good"
  bad leading-brace "{$good"
  bad leading-guard ")]}',$n$good"
  bad leading-callback "callback($good)"
  bad leading-comma ",$good"
  bad leading-empty-object "{}$good"
  bad leading-comment "/**/$good"
  bad leading-no-break-space $'\xC2\xA0'"$good"
  bad leading-vertical-tab $'\v'"$good"
  bad byte-order-mark $'\xEF\xBB\xBF'"$good"
  bad byte-order-mark-twice $'\xEF\xBB\xBF\xEF\xBB\xBF'"$good"
  bad byte-order-mark-after-blank $' \xEF\xBB\xBF'"$good"
  bad html '<html><body>502 Bad Gateway</body></html>'
  bad form-fields "response=$content&signature=$sig64"

  bad comma-missing "{$genuine $signature}"
  bad comma-doubled "{$genuine,,$signature}"
  bad comma-leading "{,$genuine,$signature}"
  bad comma-trailing "{$genuine,$signature,}"
  bad colon-missing "{${genuine/\":/\"},$signature}"
  bad colon-doubled "{${genuine/\":/\"::},$signature}"
  bad equals-sign "{${genuine/\":/\"=},$signature}"
  bad name-unquoted "{${genuine/\"response\"/response},$signature}"
  bad name-single-quotes "{${genuine/\"response\"/\'response\'},$signature}"
  bad signature-single-quotes "{$genuine,\"signature\":'$sig64'}"
  bad signature-unquoted "{$genuine,\"signature\":$sig64}"
  bad signature-unclosed "{$genuine,\"signature\":\"$sig64}"
  bad signature-invalid-escape "{$genuine,${signature/+/\\+}}"
  bad signature-short-escape "{$genuine,\"signature\":\"$sig64\\u002\"}"
  bad signature-escape-not-hex "{$genuine,\"signature\":\"$sig64\\u00zz\"}"
  bad signature-backslash-last "{$genuine,\"signature\":\"$sig64\\\"}"
  bad signature-raw-newline "{$genuine,\"signature\":\"${sig64:0:64}$n${sig64:64}\"}"
  bad signature-raw-tab "{$genuine,\"signature\":\"$sig64"$'\t'"\"}"
  bad name-invalid-escape "{\"r\\esponse\":$content,$signature}"
  bad comment-between "{$genuine,/* \"x\":1, */$signature}"
  bad no-break-space-between "{$genuine,"$'\xC2\xA0'"$signature}"
  bad line-separator-between "{$genuine,"$'\xE2\x80\xA8'"$signature}"
  bad text-after-content "{${genuine}x,$signature}"
  bad second-object-after-content "{$genuine{},$signature}"
  bad content-in-parentheses "{\"response\":($content),$signature}"
  bad brackets-instead-of-braces "[$genuine,$signature]"

  # cut <name> <text before the cut>
  cut_off() {
    [[ $good == "$2"* && $good != "$2" || $first == "$2"* && $first != "$2" ]] || fail "cut $1 is no cut"
    bad "cut-$1" "$2"
  }
  cut_off before-all ''
  cut_off after-first-brace '{'
  cut_off in-outer-name '{"respo'
  cut_off after-outer-name '{"response"'
  cut_off after-outer-colon '{"response":'
  cut_off after-content-brace '{"response":{'
  cut_off in-head "${good%%alipay*}ali"
  cut_off in-amount "${good%%5800*}58"
  cut_off in-content-one-brace-short "{${genuine%\}}"
  cut_off after-content "{$genuine"
  cut_off after-comma "{$genuine,"
  cut_off in-signature-name "{$genuine,\"sign"
  cut_off after-signature-colon "{$genuine,\"signature\":"
  cut_off in-signature-empty "{$genuine,\"signature\":\""
  cut_off in-signature-middle "{$genuine,\"signature\":\"${sig64:0:172}"
  cut_off before-last-quote "${good%\"\}}"
  cut_off before-last-brace "${good%\}}"
  cut_off signature-first-after-signature "{$signature"
  cut_off signature-first-in-content "${first%%5800*}58"
  cut_off signature-first-before-last-brace "${first%\}}"

  bad only-a-blank ' '
  bad only-a-line-end "$n"
}

# Content that is validly signed and still no good.
refuse_signed_content() {
  local text name open='{"x":' close='}'
  # signed_bad <name> <reason> <members at the end of the body>
  signed_bad() {
    with "$3"
    refused "$direction content-$1" "$2"
  }
  message response public-2.0.4 sha256
  signed_bad unclosed-string not-json '"x":"y'
  signed_bad unclosed-string-by-backslash not-json '"x":"y\"'
  signed_bad unclosed-array not-json '"x":["y"'
  signed_bad brackets-crossed not-json '"x":[{"y":1]}'
  signed_bad bracket-closed-by-brace not-json '"x":["y"}'
  signed_bad invalid-escape not-json '"x":"\x41"'
  signed_bad invalid-escape-quote not-json "\"x\":\"\\'\""
  signed_bad short-escape not-json '"x":"\u12"'
  signed_bad escape-not-hex not-json '"x":"\u12g4"'
  signed_bad escape-upper-case-u not-json '"x":"\U00e9"'
  signed_bad raw-newline-in-string not-json $'"x":"a\nb"'
  signed_bad raw-tab-in-string not-json $'"x":"a\tb"'
  signed_bad raw-control-in-string not-json $'"x":"a\x01b"'
  signed_bad comma-trailing not-json '"x":1,'
  signed_bad comma-trailing-in-array not-json '"x":[1,]'
  signed_bad comma-missing not-json '"x":1 "y":2'
  signed_bad name-unquoted not-json 'x:1'
  signed_bad single-quotes not-json "'x':'y'"
  signed_bad comment not-json '/* } */"x":1'
  signed_bad line-comment not-json $'"x":1 // }\n'
  signed_bad number-leading-zero not-json '"x":01'
  signed_bad number-leading-plus not-json '"x":+1'
  signed_bad number-no-digit-before-point not-json '"x":.5'
  signed_bad number-no-digit-after-point not-json '"x":5.'
  signed_bad number-hex not-json '"x":0x10'
  signed_bad nan not-json '"x":NaN'
  signed_bad infinity not-json '"x":-Infinity'
  signed_bad undefined not-json '"x":undefined'
  signed_bad literal-upper-case not-json '"x":True'
  signed_bad form-feed-between not-json $'\f"x":1'
  signed_bad no-break-space-between not-json $'\xC2\xA0"x":1'
  signed_bad byte-order-mark-between not-json $'\xEF\xBB\xBF"x":1'

  signed_bad gbk not-utf8 $'"x":"\xCA\xA7\xB0\xDC"'
  signed_bad lone-byte-ff not-utf8 $'"x":"\xFF"'
  signed_bad lone-continuation not-utf8 $'"x":"a\x80"'
  signed_bad overlong-slash not-utf8 $'"x":"\xC0\xAF"'
  signed_bad overlong-quote not-utf8 $'"x":"\xC0\xA2,\xC0\xA2"'
  signed_bad encoded-surrogate not-utf8 $'"x":"\xED\xA0\xBD\xED\xB1\x8D"'
  signed_bad beyond-unicode not-utf8 $'"x":"\xF4\x90\x80\x80"'
  signed_bad cut-character-before-quote not-utf8 $'"x":"\xE5\xA5"'
  signed_bad not-utf8-in-a-name not-utf8 $'"x\xFE":1'

  for name in response notification; do
    message "$name" public-2.0.4 sha256
    signed_bad repeated-amount repeated-member '"orderAmount":{"currency":"HKD","value":"1"}'
    signed_bad repeated-alike repeated-member '"x":1,"x":1'
    signed_bad repeated-escaped repeated-member '"x":1,"\u0078":2'
    signed_bad repeated-deep repeated-member '"x":[{"y":[{"z":1,"z":2}]}]'
    signed_bad repeated-empty-name repeated-member '"":1,"":2'
    signed_bad repeated-integer-like-name repeated-member '"1":"a","1":"b"'
    seal "{\"head\":$head,\"body\":$body,\"body\":{}}"
    refused "$name content-repeated-body" repeated-member
    seal "{\"head\":$head,\"b\\u006fdy\":{},\"body\":$body}"
    refused "$name content-repeated-body-escaped" repeated-member
    seal "{\"head\":{},\"head\":$head,\"body\":$body}"
    refused "$name content-repeated-head" repeated-member
    seal "{\"head\":${head/\"clientId\"/\"clientId\":\"1\",\"clientId\"},\"body\":$body}"
    refused "$name content-repeated-client-id" repeated-member
  done

  message response public-2.0.4 sha256
  printf -v text '%200s' ''
  signed_bad depth-200-objects too-deep "\"x\":${text// /"$open"}1${text// /"$close"}"
  signed_bad depth-200-arrays too-deep "\"x\":${text// /[}${text// /]}"
  signed_bad depth-200-mixed too-deep "\"x\":${text//  /"[$open"}1${text//  /"$close]"}"
  message notification hk-2.0.0 sha1
  signed_bad depth-200-objects too-deep "\"x\":${text// /"$open"}1${text// /"$close"}"
  message response public-2.0.4 sha256
  printf -v text '%2000s' ''
  signed_bad depth-2000-never-closed too-deep "\"x\":${text// /[}"

  # A lenient reader makes these bytes the character that was signed.
  message response public-2.0.4 sha256
  with $'"x":"\xEF\xBF\xBD"'
  content=${content/$'\xEF\xBF\xBD'/$'\xFF'}
  wrap
  refused 'response bad-byte-read-as-replacement-character' not-utf8 mismatch
  seal
  envelope='{"response":'$content',"signature":"'$sig64$'\xFF''"}'
  refused 'response signature-not-utf8' not-utf8
  envelope=$'{"response\xFF":'$content',"signature":"'$sig64'"}'
  refused 'response name-not-utf8' not-utf8
  envelope='{"response":'$content',"signature":"'$sig64$'"}\xFF'
  refused 'response trailing-byte-not-utf8' not-utf8
  # A byte order mark inside a string was not signed.
  with '"x":"y"'
  changed 'response byte-order-mark-slipped-in' '"y"' $'"\xEF\xBB\xBFy"'
}

refuse_signatures() {
  local name text last next twice escaped='\\\/'
  for name in request response; do
    message "$name" public-2.0.4 sha256
    seal
    [[ $sig64 == *+* && $sig64 == */* && $sig64 == *== ]] || fail "$name: no + or / or ==: change an id"
    # spelled <name> <signature text>
    spelled() {
      [[ $2 != "$sig64" ]] || fail "envelope $1: nothing differs"
      wrap "$2"
      refused "$name signature-$1" signature-encoding
    }
    text=${sig64//+/-}
    twice=$(printf '%s' "$sig64" | b64)
    spelled base64-three-times "$(printf '%s' "$twice" | b64)"
    spelled base64url "${text//\//_}"
    spelled base64url-unpadded "$(printf '%s' "${text//\//_}" | tr -d '=')"
    spelled unpadded "${sig64%==}"
    spelled half-padded "${sig64%=}"
    spelled over-padded "$sig64="
    spelled percent-encoded "$(encode_upper "$sig64")"
    spelled percent-encoded-lower-case "$(encode_lower "$sig64")"
    spelled percent-encoded-padding "${sig64//=/%3D}"
    spelled plus-turned-into-blank "${sig64//+/ }"
    spelled slash-escaped-twice "${sig64//\//"$escaped"}"
    spelled trailing-junk "${sig64}AAAA"
    spelled junk-inside "${sig64:0:64}!${sig64:64}"
    spelled twice-in-a-row "$sig64$sig64"
    spelled quoted "\\\"$sig64\\\""
    spelled empty ''
    spelled pem "-----BEGIN SIGNATURE-----$sig64-----END SIGNATURE-----"
    spelled data-url "data:;base64,$sig64"
    spelled hex "$(signature_bytes | od -An -v -tx1 | tr -d ' \n')"
    spelled base64-of-base64url "$(printf '%s' "${text//\//_}" | b64)"
    spelled base64-of-unpadded "$(printf '%s' "${sig64%==}" | b64)"
    spelled twice-with-first-character-missing "${twice:1}"
    # Bits after the last byte must be zero.
    text=${sig64%==}
    last=${text: -1}
    next=$(tr 'AQgw' 'BRhx' <<<"$last")
    spelled non-zero-pad-bits "${text%?}$next=="
    spelled trailing-zero-byte "$({ signature_bytes && printf '\0'; } | b64)"
    spelled leading-zero-byte "$({ printf '\0' && signature_bytes; } | b64)"
    spelled last-byte-missing "$(signature_bytes | head -c -1 | b64)"
    spelled first-byte-missing "$(signature_bytes | tail -c +2 | b64)"

    # A longer key's signature is too long for this one.
    last=$sig64
    sign_text "$content" rsa3072
    wrap
    refused "$name signature-of-longer-key" signature-encoding mismatch
    sig64=$last

    # typed <name> <signature value>
    typed() {
      printf -v envelope '{"%s":%s,"signature":%s}' "$outer" "$content" "$2"
      refused "$name signature-$1" signature-not-a-string
    }
    typed null null
    typed number 1234567890
    typed true true
    typed array "[\"$sig64\"]"
    typed object "{\"value\":\"$sig64\"}"
    typed object-named-signature "{\"signature\":\"$sig64\"}"
  done

  message request public-2.0.4 sha256 rsa3072
  seal
  last=$sig64
  sign_text "$content" merchant
  wrap
  refused 'request rsa3072 signature-of-shorter-key' signature-encoding mismatch
  sig64=$last
  wrap "$(printf '%s' "$sig64" | b64 | b64)"
  refused 'request rsa3072 signature-base64-three-times' signature-encoding
  flip_signature 383
  wrap
  refused 'request rsa3072 signature-byte-flipped-last' signature-mismatch mismatch

  # Twice, and wrong.
  message request hk-2.0.0 sha1
  seal "$signing_page"
  flip_signature 128
  wrap "$(printf '%s' "$sig64" | b64)"
  encoding=twice
  refused 'request hk-2.0.0 base64-twice-signature-byte-flipped' signature-mismatch mismatch
  seal "$signing_page"
  encoding=twice
  content=${content/xx747/xx746}
  wrap "$(printf '%s' "$sig64" | b64)"
  refused 'request hk-2.0.0 base64-twice-content-byte-flipped' signature-mismatch mismatch
  content=$signing_page
  sign_text "$content" alipay
  wrap "$(printf '%s' "$sig64" | b64)"
  refused 'request hk-2.0.0 base64-twice-other-key' signature-mismatch mismatch
}
