using System.Globalization;

namespace Orleans
{
    /// <summary>The stable name of a grain class in identities and storage.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public sealed class GrainTypeAttribute(string grainType) : Attribute
    {
        internal string Name { get; } = grainType;
    }

    /// <summary>How long a grain of this class may be idle before it is deactivated.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public class CollectionAgeLimitAttribute : Attribute
    {
        /// <summary>The shortest limit.</summary>
        public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

        private readonly TimeSpan? _given;

        /// <summary>Set one or more of <see cref="Days"/>, <see cref="Hours"/>, <see cref="Minutes"/>.</summary>
        public CollectionAgeLimitAttribute()
        {
        }

        /// <summary>A limit in <see cref="TimeSpan"/> notation.</summary>
        public CollectionAgeLimitAttribute(string inactivityPeriod) => _given = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

        /// <summary>The grain is never idle enough.</summary>
        public bool AlwaysActive { get; set; }

        /// <summary>Days of the limit.</summary>
        public double Days { get; set; }

        /// <summary>Hours of the limit.</summary>
        public double Hours { get; set; }

        /// <summary>Minutes of the limit.</summary>
        public double Minutes { get; set; }

        /// <summary>The limit.</summary>
        public TimeSpan AgeLimit
        {
            get
            {
                if (AlwaysActive)
                {
                    return Timeout.InfiniteTimeSpan;
                }

                var sum = _given ?? TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
                return sum < MinAgeLimit ? MinAgeLimit : sum;
            }
        }
    }

    /// <summary>Grains of this class are not collected when idle.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public class KeepAliveAttribute : Attribute;
}

namespace Orleans.Metadata
{
    /// <summary>Which grain class an interface means when several implement it.</summary>
    [AttributeUsage(AttributeTargets.Interface, AllowMultiple = false)]
    public sealed class DefaultGrainTypeAttribute(string grainType) : Attribute
    {
        internal string Name { get; } = grainType;
    }
}

namespace Orleans.Providers
{
    /// <summary>The names of providers that need no name.</summary>
    public static class ProviderConstants
    {
        /// <summary>The default storage provider.</summary>
        public const string DEFAULT_STORAGE_PROVIDER_NAME = "Default";
    }

    /// <summary>Names the storage provider of a grain class that derives from <see cref="Grain{TGrainState}"/>.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StorageProviderAttribute : Attribute
    {
        /// <summary>The provider's name.</summary>
        public string ProviderName { get; set; } = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
    }
}
