namespace NasOrleans;

/// <summary>The numbers of the grains' log lines, 2000 to 2999, each used once.</summary>
internal static class LogEvents
{
    public const int SystemStatus = 2000;
    public const int SystemAlertUndelivered = 2001;
    public const int SystemUnwritten = 2002;
    public const int SystemWrittenAgain = 2003;
    public const int PollFails = 2004;
    public const int PollSucceedsAgain = 2005;
    public const int PollBroken = 2006;
    public const int SystemRebooted = 2007;
    public const int DrivesSilent = 2008;
    public const int PollReportLost = 2009;
    public const int DriveNotLeft = 2013;
    public const int DrivesNotRecalled = 2014;
    public const int CommandAccepted = 2030;
    public const int CommandMoved = 2031;
    public const int CommandBroken = 2032;
    public const int ShardSilent = 2010;
    public const int RosterSilent = 2011;
    public const int SystemsSilent = 2012;
    public const int MembersAsleep = 2020;
    public const int MemberStruckOff = 2021;
    public const int NutServerUp = 2060;
    public const int NutServerDown = 2061;
    public const int SourceNote = 2062;
    public const int SourceUnread = 2063;
    public const int SourceUnwritten = 2064;
    public const int SourceWrittenAgain = 2065;
    public const int SourceSet = 2066;
    public const int SourceNoLogin = 2067;
    public const int SourceLoggedIn = 2068;
    public const int SourceForced = 2069;
    public const int SourceNotForced = 2070;
    public const int NoticeLater = 2085;
    public const int NoticeAgain = 2086;
    public const int NoticeNever = 2087;
    public const int DriveUnwritten = 2050;
    public const int DriveWrittenAgain = 2051;
    public const int StepBroken = 2100;
    public const int LifelineUnkept = 2101;
    public const int LifelineKept = 2102;
    public const int LifelineUsed = 2103;
    public const int LifelineBroken = 2104;
    public const int JournalFault = 2090;
    public const int JournalWell = 2091;
    public const int JournalLost = 2092;
    public const int JournalUnreadable = 2093;
    public const int JournalOutdated = 2094;
}
