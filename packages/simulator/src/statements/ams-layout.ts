/** Columns of the three reports in one generation of AMS, in their order; what the simulator has no value for stays empty. */
export interface AmsLayout {
  readonly transactions: readonly string[];
  readonly settlement: readonly string[];
  readonly summary: readonly string[];
}

/** The first generation, 2019 to 2020 (docs/wire/statements §9.2); its summary is that of the second without what came later. */
export const layoutB1: AmsLayout = {
  transactions: names(`customerId referenceMerchantId referenceStoreId transactionId originalTransactionId
    transactionRequestId referenceTransactionId orderDescription paymentMethodType pspName transactionType paymentTime
    productCode transactionAmountValue transactionCurrency`),
  settlement: names(`settlementBatchId customerId referenceMerchantId referenceStoreId transactionId
    originalTransactionId transactionRequestId referenceTransactionId paymentMethodType pspName transactionType
    paymentTime settlementTime productCode transactionAmountValue transactionCurrency settlementAmountValue
    settlementCurrency quoteCurrencyPair quotePrice feeAmountValue feeCurrency nonGuaranteeCouponValue
    nonGuaranteeCouponCurrency`),
  summary: names(`settlementBatchId customerId summaryType settlementTime count settlementAmountValue
    settlementCurrency feeAmountValue feeCurrency nonGuaranteeCouponValue nonGuaranteeCouponCurrency`),
};

/** The second generation, with the acquirer's columns (docs/wire/statements §9.3). */
export const layoutB2: AmsLayout = {
  transactions:
    names(`customerId acquirer acquirerReferenceNo referenceMerchantId referenceStoreId transactionId
    originalTransactionId transactionRequestId referenceTransactionId orderDescription paymentMethodType pspName
    transactionType paymentTime productCode transactionAmountValue transactionCurrency originalTransactionRequestId
    issuingCountry cardBrand funding`),
  settlement:
    names(`settlementBatchId customerId acquirer acquirerReferenceNo referenceMerchantId referenceStoreId
    transactionId originalTransactionId transactionRequestId referenceTransactionId paymentMethodType pspName
    transactionType paymentTime settlementTime productCode transactionAmountValue transactionCurrency
    settlementAmountValue settlementCurrency quoteCurrencyPair quotePrice feeAmountValue feeCurrency
    nonGuaranteeCouponValue nonGuaranteeCouponCurrency originalTransactionRequestId`),
  summary: names(`settlementBatchId customerId acquirer summaryType settlementTime count settlementAmountValue
    settlementCurrency feeAmountValue feeCurrency processingFeeAmountValue processingFeeCurrency
    nonGuaranteeCouponValue nonGuaranteeCouponCurrency disputeHandlingFee disputeHandlingFeeCurrency
    disputeReverseFee disputeReverseFeeCurrency interchangeFeeAmountValue interchangeFeeCurrency
    schemeFeeAmountValue schemeFeeCurrency acquirerMarkupAmountValue acquirerMarkupCurrency`),
};

const feesB3 = `paymentMethodFeeAmountValue paymentMethodFeeCurrency interchangeFeeAmountValue interchangeFeeCurrency
  schemeFeeAmountValue schemeFeeCurrency acquirerMarkupAmountValue acquirerMarkupCurrency processingFeeAmountValue
  processingFeeCurrency taxFeeAmountValue taxFeeCurrency refundFeeAmountValue refundFeeCurrency disputeHandlingFee
  disputeHandlingFeeCurrency financingFeeAmountValue financingFeeCurrency rdrFeeAmountValue rdrFeeCurrency
  anticipationFeeAmountValue anticipationFeeCurrency riskDecisionServiceFeeAmountValue
  riskDecisionServiceFeeCurrency riskManagementFeeAmountValue riskManagementFeeCurrency cdrnFeeAmountValue
  cdrnFeeCurrency iofFeeAmountValue iofFeeCurrency rtauServiceFeeAmountValue rtauServiceFeeCurrency
  ntServiceFeeAmountValue ntServiceFeeCurrency revenueBoosterServiceFeeAmountValue
  revenueBoosterServiceFeeCurrency withholdingTaxAmountValue withholdingTaxFeeCurrency fxFeeAmountValue
  fxFeeAmountCurrency`;

/** The current generation, with itemised fees (docs/wire/statements §9.4). */
export const layoutB3: AmsLayout = {
  transactions:
    names(`settlementBatchId customerId PSP ARN referenceMerchantId referenceStoreId transactionType
    transactionId transactionRequestId originalTransactionRequestId referenceTransactionId orderDescription
    paymentMethodType wallet status transactionCreationTime transactionUpdateTime transactionCompletionTime
    productCode transactionAmountValue transactionCurrency convertedTransactionAmountValue convertedCurrency
    quoteCurrencyPair quotePrice settlementAmountValue settlementCurrency ${feesB3}`),
  settlement: names(`settlementBatchId customerId PSP ARN referenceMerchantId referenceStoreId transactionType
    transactionId transactionRequestId originalTransactionRequestId referenceTransactionId paymentMethodType wallet
    transactionCreationTime transactionUpdateTime transactionCompletionTime settlementInitiatedDate productCode
    transactionAmountValue transactionCurrency convertedTransactionAmountValue convertedCurrency quoteCurrencyPair
    quotePrice settlementAmountValue settlementCurrency ${feesB3}`),
  summary:
    names(`settlementBatchId customerId PSP summaryType settlementInitiatedDate count settlementAmountValue
    settlementCurrency`),
};

function names(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}
