-- What an import doubted, by the code of model::doubt: what code decides by, whatever the words. NULL: told apart by nobody.
-- The words are those that were in use when this was not kept.
ALTER TABLE import_issue ADD COLUMN doubt TEXT;
UPDATE import_issue SET doubt = CASE
  WHEN message LIKE '单元格是错误值%' THEN 'error_value'
  WHEN message LIKE '含有看不见的控制字符%' THEN 'control_characters'
  WHEN message LIKE '这一行没有姓名%' THEN 'nameless'
  WHEN message LIKE '身份证号与名册上的%相同,姓名却不同%' THEN 'number_of_another'
  WHEN message LIKE '身份证号与%相同,无法确定是谁的%' THEN 'same_number'
  WHEN message LIKE '与第%行同名%' THEN 'same_name'
  WHEN message LIKE '名册上有同名的%' THEN 'who_unclear'
  WHEN message LIKE '看不出是或否%' THEN 'floating_unclear'
  WHEN message LIKE '这一格在表格里存成了数字%' THEN 'id_digits_lost'
  WHEN message LIKE '15位旧号码%' THEN 'id_fifteen'
  WHEN message LIKE '身份证号含有数字以外的字符%' THEN 'id_not_digits'
  WHEN message LIKE '身份证号应为18位%' THEN 'id_length'
  WHEN message LIKE '身份证号中的出生日期不存在%' THEN 'id_birth'
  WHEN message LIKE '身份证号校验码不符%' THEN 'id_check'
  WHEN message LIKE '不像电话号码%' THEN 'phone_unlike'
  WHEN message LIKE '不是有效日期%' THEN 'no_date'
  WHEN message LIKE '表格里存成了数字,可能是1月%' THEN 'month_cut'
  WHEN message LIKE '应为“男”或“女”%' THEN 'sex_unclear'
  WHEN message LIKE '与身份证号不一致%' AND column_name = '性别' THEN 'sex_not_of_number'
  WHEN message LIKE '与身份证号不一致%' THEN 'birth_not_of_number'
  WHEN message LIKE '认不出是哪一类人员%' THEN 'category_unclear'
  WHEN message LIKE '预备党员担任支部%' THEN 'probationer_in_office'
  WHEN message LIKE '入党时不满18岁%' THEN 'under_age'
  WHEN message LIKE '正式党员没有转正时间%' THEN 'full_unknown'
  WHEN message LIKE '转正早于入党%' THEN 'full_before_joined'
  WHEN message LIKE '转正距入党%不满一年%' THEN 'full_too_soon'
  WHEN message LIKE '转正距入党%超过三年%' THEN 'full_too_late'
  WHEN message LIKE '%不应有转正时间%' THEN 'full_not_yet'
  WHEN message LIKE '没有日期,没有导入%' THEN 'day_missing'
  WHEN message LIKE '看不出是哪一天%' THEN 'day_unclear'
  WHEN message LIKE '日期在今天之后%' THEN 'day_ahead'
  WHEN message LIKE '没有写类别%' THEN 'kind_missing'
  WHEN message LIKE '不认识这种类别%' THEN 'kind_unknown'
  WHEN message LIKE '一行里有几类%' THEN 'kinds_several'
  WHEN message LIKE '与第%行完全相同%' THEN 'same_row'
  WHEN message LIKE '不是人数%' AND column_name = '应到人数' THEN 'due_unclear'
  WHEN message LIKE '不是人数%' THEN 'present_unclear'
  WHEN message LIKE '实到%人多于应到%' THEN 'present_above_due'
  WHEN message LIKE '实到%合计多于应到%' THEN 'together_above_due'
  WHEN message LIKE '没有写明是哪个党小组%' THEN 'group_missing'
  WHEN message LIKE '名册上没有%没有列出应到人员%' THEN 'group_unknown'
  WHEN message LIKE '%既是主持人又在%' THEN 'chair_away'
  WHEN message LIKE '%既是记录人又在%' THEN 'recorder_away'
  WHEN message LIKE '名册上不止一个%' THEN 'namesakes'
  WHEN message LIKE '按名册,%这一天不在应到人员中%' THEN 'away_not_due'
  WHEN message LIKE '名册上的%这一天都不在应到人员中%' THEN 'namesakes_not_due'
  WHEN message LIKE '看不出%说的是谁%' THEN 'away_unnamed'
  WHEN message LIKE '名册上没有%请核对姓名%' THEN 'away_unknown'
  WHEN message LIKE '%里有两次,记为%' OR message LIKE '%里都有,记为%' THEN 'away_twice'
END;

-- Whether the reason of a decision that was taken over names the sheet that it was made on.
ALTER TABLE mark ADD COLUMN carried INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1));
UPDATE mark SET carried = 1 WHERE reason LIKE '沿用%';

-- What a decision rested on that is not called by the name of a duty or rule alone: by the code of model::grounds::Thing.
UPDATE mark SET grounds = replace(replace(replace(replace(replace(grounds,
  '"source":"花名册缺项的党员"', '"source":"/roster_gaps"'),
  '"source":"导入存疑"', '"source":"/open_issues"'),
  '"source":"去向或电话不清的流动党员"', '"source":"/unreachable"'),
  '"source":"流动党员"', '"source":"/floating"'),
  '"source":"谈心谈话没谈到的党员"', '"source":"/untalked"')
WHERE grounds IS NOT NULL;
UPDATE mark SET grounds = replace(replace(replace(replace(grounds,
  '还缺的党员"', '/without_row"'),
  '学时不足的党员"', '/short_of_hours"'),
  '总学时"', '/hours"'),
  '未交人数"', '/unpaid"')
WHERE grounds IS NOT NULL;
