# shellcheck shell=bash
#
# The messages of envelopes.json that must be accepted. Sourced by envelopes.sh.

readonly signing_page='{"head":{"version":"2.0.0","function":"alipay.intl.acquiring.agreement.payCancel","clientId":"211xxxxxxxxxxxxxxx044","reqTime":"2001-07-04T12:08:56+05:30","reqMsgId":"1234567asdfasdf1123fda","reserve":"{}"},"body":{"merchantId":"218xxxxxxxxxxxxxxx023","acquirementId":"2015xxxxxxxxxxxxxxxxxxxxx747"}}'

accept_compact() {
  local d h text
  for d in public-2.0.4 public-2.0.2 hk-2.0.0; do
    h=sha256
    [[ $d != hk-* ]] || h=sha1
    for text in request response notification acknowledgement; do
      message "$text" "$d" "$h"
      seal
      accepted "$text $d compact"
    done
    message notification "$d" "$h"
    seal
    as_response
    accepted "notification $d outer-response"

    message request "$d" "$h"
    text=${signing_page/2.0.0/"${d#*-}"}
    [[ $d != public-2.0.2 ]] || text=${text/merchantId/partnerId}
    seal "$text"
    accepted "request $d signing-page"
    envelope='{"signature":"'$sig64'","request":'$content'}'
    accepted "request $d signing-page-signature-first"
    wrap "$(printf '%s' "$sig64" | b64)"
    encoding=twice
    accepted "request $d signing-page-base64-twice"
  done

  # The hash is a setting of its own; hk-2.0.0 allows both.
  for text in request response notification acknowledgement; do
    message "$text" hk-2.0.0 sha256
    seal
    accepted "$text hk-2.0.0 sha256"
  done
  message request hk-2.0.0 sha256
  seal "$signing_page"
  accepted 'request hk-2.0.0 sha256-signing-page'
}

accept_heads_and_keys() {
  local d
  message request public-2.0.4 sha256
  head=${head/,\"signType\":\"RSA2\"/}
  seal
  accepted 'request sign-type-absent'
  message request public-2.0.4 sha256
  head=${head/RSA2/SHA256}
  seal
  accepted 'request sign-type-sha256'
  message response public-2.0.4 sha256
  head=${head/respTime/reqTime}
  seal
  accepted 'response with-req-time'
  message request public-2.0.4 sha256
  quote '{"isvAccesstoken":"token/+=1"}'
  head=${head/\"\{\}\"/"$quoted"}
  seal
  accepted 'request reserve-with-json-text'
  seal "{\"body\":$body,\"head\":$head}"
  accepted 'request body-before-head'

  for d in request response notification acknowledgement; do
    message "$d" public-2.0.4 sha256 rsa3072
    seal
    accepted "$d rsa3072"
  done
  wrap "$(printf '%s' "$sig64" | b64)"
  encoding=twice
  accepted 'acknowledgement rsa3072-base64-twice'
  message response public-2.0.4 sha256 alipay-v2
  seal
  accepted 'response second-key'
}

accept_layouts() {
  local d n=$'\n' t=$'\t' r=$'\r' compact pretty
  for d in request response notification acknowledgement; do
    message "$d" public-2.0.4 sha256
    seal
    envelope='{"signature":"'$sig64'","'$outer'":'$content'}'
    accepted "$d signature-first"
    envelope="{$n  \"$outer\": $content,$n  \"signature\": \"$sig64\"$n}$n"
    accepted "$d pretty-envelope"
  done

  message notification public-2.0.4 sha256
  seal
  envelope='{"signature":"'$sig64'","response":'$content'}'
  outer=response
  accepted 'notification outer-response-signature-first'

  message response hk-2.0.0 sha1
  seal
  envelope="{$n$t\"signature\"$t:$t\"$sig64\"$t,$n$t\"response\"$t:$t$content$n}"
  accepted 'response tabs-signature-first'
  envelope="$r$n {$r$n  \"response\" :$r$n  $content$r$n  ,$r$n  \"signature\" :$r$n  \"$sig64\"$r$n}$r$n $t"
  accepted 'response crlf-between-all-tokens'
  envelope=" { \"response\" : $content , \"signature\" : \"$sig64\" } "
  accepted 'response blanks-between-all-tokens'

  message request public-2.0.4 sha256
  compact=${body//,/,$n    }
  pretty="{$n  \"head\": ${head//,/,$n    },$n  \"body\": ${compact//:/: }$n}"
  seal "$pretty"
  accepted 'request pretty-content'
  envelope="{$n  \"request\": $content,$n  \"signature\": \"$sig64\"$n}$n"
  accepted 'request pretty-content-and-envelope'
  envelope="{$n  \"signature\": \"$sig64\",$n  \"request\": $content$n}$n"
  accepted 'request pretty-content-and-envelope-signature-first'
  seal "${pretty//$n/$r$n}"
  accepted 'request content-crlf'
  seal "${pretty//  /$t}"
  accepted 'request content-tabs'
  seal "{ $t$r$n \"head\" $t:$r$n$head , \"body\" : $body$n$n$t }"
  accepted 'request content-blanks-inside-braces'
}

accept_escapes() {
  local escaped='\/' text i
  message response public-2.0.4 sha256
  with '"codeUrl":"https:\/\/qr.example\/5x\/a","note":"https://qr.example/5x/a"'
  accepted 'response content-escaped-slashes'
  message request public-2.0.4 sha256
  text='tea\u002fcoffee \u003Chot\u003e \/ \b\f\n\r\t \" \\'
  body=${body/Milk tea/"$text"}
  seal
  accepted 'request content-every-escape'

  message response public-2.0.4 sha256
  seal
  [[ $sig64 == *+* && $sig64 == */* && $sig64 == *= ]] || fail 'the signature lacks + or / or =: change an id'
  wrap "${sig64//\//"$escaped"}"
  accepted 'response signature-escaped-slashes'
  wrap "${sig64//\//\\u002f}"
  accepted 'response signature-u002f'
  wrap "${sig64//\//\\u002F}"
  accepted 'response signature-u002f-upper-case'
  wrap "${sig64//+/\\u002b}"
  accepted 'response signature-u002b'
  text=${sig64//+/\\u002B}
  text=${text//\//"$escaped"}
  wrap "${text//=/\\u003d}"
  accepted 'response signature-every-sign-escaped'
  text=''
  for ((i = 0; i < ${#sig64}; i++)); do
    printf -v text '%s\\u%04x' "$text" "'${sig64:i:1}"
  done
  wrap "$text"
  accepted 'response signature-every-character-escaped'
  text=$(printf '%s' "$sig64" | b64)
  encoding=twice
  envelope='{"signature":"'${text//=/\\u003d}'","response":'$content'}'
  accepted 'response base64-twice-signature-first-escaped'
  wrap "$text"
  accepted 'response base64-twice'

  message notification hk-2.0.0 sha1
  with '"memo":"a\/b"'
  wrap "${sig64//\//"$escaped"}"
  accepted 'notification content-and-signature-escaped-slashes'
  wrap "$(printf '%s' "$sig64" | b64)"
  encoding=twice
  accepted 'notification base64-twice'
}

accept_titles() {
  message request public-2.0.4 sha256
  local plain=$body
  # title <name> <title as written>
  title() {
    body=${plain/Milk tea/"$2"}
    seal
    accepted "request title-$1"
  }
  title utf8 '珍珠奶茶 × 2 — crème brûlée'
  title u-escapes '\u73cd\u73E0\u5976\u8336 \u00d7 2'
  title four-byte-utf8 '👍🏽 𠮷野家'
  title surrogate-escapes '\ud83d\udc4d\uD83C\uDFFD \ud842\udfb7'
  title utf8-and-escapes '珍\u73e0奶\u8336'
  title combining-and-right-to-left $'e\xCC\x81 é שלום'
  # Line separators and DEL are plain characters in JSON.
  title line-separators $'a\xE2\x80\xA8b\xE2\x80\xA9c\x7Fd'
  title byte-order-mark-inside $'\xEF\xBB\xBFtea'
  title replacement-character $'\xEF\xBF\xBD'
  title escaped-controls '\u0000\u001f\u007F\u2028'
  title empty ''

  message response hk-2.0.0 sha1
  body=${body/:\"success\"/:\"成功，订单已支付\"}
  seal
  accepted 'response message-utf8'
  message notification public-2.0.4 sha256
  with '"orderTitle":"\u5976\u8336 奶茶"'
  accepted 'notification title-utf8-and-escapes'
}

# Text in strings that looks like the message around it.
accept_hostile_strings() {
  local inner
  message request public-2.0.4 sha256
  seal
  inner=$envelope
  message request public-2.0.4 sha256
  # holds <name> <text> : in a body string and as the name of a member.
  holds() {
    quote "$2"
    with "\"extendInfo\":$quoted"
    accepted "request string-$1"
  }
  holds signature-member '","signature":"AAAA"}'
  holds signature-name '"signature":'
  holds request-member '"request":{"head":{},"body":{}}'
  holds request-name '"request":{'
  holds response-name '"response":'
  holds closing-braces '}}}}'
  holds opening-braces '{{{{'
  holds brackets ']}[{]][['
  holds quote-and-comma 'a","b":"c'
  holds backslash-quote '\"'
  holds quote-last 'a"'
  holds backslash-last 'a\'
  holds two-backslashes-last 'a\\'
  holds backslashes-and-quote 'a\\"}\"{'
  holds only-backslash '\'
  holds comment '/* } */ // }'
  holds whole-envelope "$inner"
  quote "$inner"
  holds whole-envelope-in-a-string-in-a-string "{\"x\":$quoted}"
  with '"extendInfo":"\u0022,\u0022signature\u0022:\u0022AAAA\u0022\u007d\u005c"'
  accepted 'request string-signature-member-in-u-escapes'
  with '"a\"}":"b","{\\":"c","\"signature\":":"d","}":"e","":"f"'
  accepted 'request hostile-names'
  quote "$inner"
  message response public-2.0.4 sha256
  with "\"extendInfo\":$quoted"
  envelope='{"signature":"'$sig64'","response":'$content'}'
  accepted 'response string-whole-envelope-signature-first'
}

accept_members() {
  message request public-2.0.4 sha256
  with '"signature":"AAAA"'
  accepted 'request nested-signature'
  with '"request":{"head":{},"body":{}}'
  accepted 'request nested-request'
  with '"response":{"request":{"response":{}}},"signature":{"signature":["signature"]}'
  accepted 'request nested-all-names'
  seal "{\"signature\":\"AAAA\",\"request\":{},\"head\":$head,\"body\":$body}"
  accepted 'request names-first-in-content'
  envelope='{"signature":"'$sig64'","request":'$content'}'
  accepted 'request names-first-in-content-signature-first'

  message notification public-2.0.4 sha256
  with '"request":{"a":1},"response":{"b":2}'
  as_response
  accepted 'notification outer-response-nested-request'

  message request public-2.0.4 sha256
  with '"extra":{"10":"a","9":"b","1":"c","x":"d","0":"e"}'
  accepted 'request integer-like-names'
  with '"extra":[1.0,1e2,1E+2,-0,0.10,-1.50e-3,100000000000000000000]'
  accepted 'request number-spellings'
  with '"extra":12345678901234567890'
  accepted 'request long-number'
  with '"extra":9007199254740993,"fraction":0.1000000000000000055511151231257827'
  accepted 'request numbers-beyond-double'
  body=${body/\"5800\"/5800}
  seal
  accepted 'request amount-as-number'
  message response public-2.0.4 sha256
  with '"a":true,"b":false,"c":null,"d":[],"e":{},"f":[[],{},[{}]]'
  accepted 'response every-kind-of-value'
  with '"deep":[[[[[[[[{"a":{"b":{"c":{"d":[[[[[[[["}"]]]]]]]]}}}}]]]]]]]]'
  accepted 'response nested-20-levels'
  seal "{\"head\":$head,\"body\":{}}"
  accepted 'response empty-body'
  message notification hk-2.0.0 sha1
  seal "{\"head\":$head,\"body\":{}}"
  accepted 'notification empty-body'
}
